"""The private ECR registry of an account."""

import json
from collections.abc import Mapping
from typing import Any

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import cloudwatch, ecr, secretsmanager

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.encryption.key import EncryptionKey
from pyairtable_components.identity.policy import Statement, allow, document
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.registry.access import FETCH, PULL
from pyairtable_components.registry.events import critical_findings
from pyairtable_components.registry.lifecycle import policy
from pyairtable_components.registry.push_role import ImagePushRole
from pyairtable_components.registry.spec import MirroredImages, PushedImages, RegistrySpec
from pyairtable_components.vocabulary.image import CACHE

GHCR = "ghcr.io"
CREDENTIAL = "ecr-pullthroughcache/"
"""What the name of a cache's secret begins with; ECR reads no other.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
"""


class ContainerRegistry(Component, token="pyairtable:registry:ContainerRegistry"):
    """The container images of an account: where they come from, how long they stay, who may pull, what is scanned.

    Creates: a KMS key; for mirrored images the secret of the upstream's credential, empty, and once it is written the
    pull-through cache and a template for the repositories that the cache makes; for pushed images the repositories,
    with lifecycle and pull policy, and a role for each pusher; how the registry scans, and a rule that reports critical
    findings; replication, with a key and templates in each region that gets a copy.

    Scanning and replication are settings of the registry as a whole: one of these for an account and region.

    Args:
        name: Logical name; also the last part of the key's alias and of the rule's name.
        spec: What a person decides.
        context: What holds for the stack.
        alarm_topic_arn: The SNS topic of critical findings; its policy and key must admit EventBridge, as those of
            `AlertTopic` do.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: RegistrySpec,
        context: Context,
        *,
        alarm_topic_arn: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        if context.region in spec.replicas:
            raise ValueError(
                f"replicas: {context.region} is where the registry itself lies. For example: replicas: [eu-west-1]"
            )
        self._spec = spec
        self._pull_policy = document(_pull(spec.pull_accounts, context)) if spec.pull_accounts else None
        key = EncryptionKey(name, context, opts=self.own())
        self._keys: dict[str, Output[str]] = {context.region: key.arn}
        for region in spec.replicas:
            elsewhere = context.model_copy(update={"region": region})
            self._keys[region] = EncryptionKey(f"{name}-{region}", elsewhere, opts=self.own()).arn
        makes_repositories = spec.replicas or spec.caches
        self._role_arn = self._template_role(name) if makes_repositories else None
        self.host = f"{context.account_id}.dkr.ecr.{context.region}.amazonaws.com"
        self.credential_name: Output[str] | None = None
        self.push_role_arns: dict[str, Output[str]] = {}
        """For `images.yml`, by pusher."""
        if isinstance(spec.images, MirroredImages):
            self.credential_name = self._mirror(name, spec.images)
        else:
            self._repositories(spec.images)
        self._scan(name, alarm_topic_arn)
        self._replicate(name)
        self.register_outputs({"host": self.host})

    def _mirror(self, name: str, images: MirroredImages) -> Output[str]:
        context = self.context
        secret = secretsmanager.Secret(
            name,
            region=context.region,
            name=f"{CREDENTIAL}{context.name(name)}",
            description=f"username and accessToken for {GHCR}/{images.owner}: pyairtable-infra registry login",
            recovery_window_in_days=30 if context.protects else 0,
            tags=self.tags(),
            opts=self.own(),
        )
        if images.credential == "written":
            self._templates(name, context.region, "PULL_THROUGH_CACHE")
            ecr.PullThroughCacheRule(
                name,
                region=context.region,
                ecr_repository_prefix=CACHE,
                upstream_registry_url=GHCR,
                credential_arn=secret.arn,
                opts=self.own(),
            )
            if self._spec.pull_accounts:
                fetch = Statement(
                    FETCH, [context.arn("ecr", f"repository/{CACHE}/*")], _accounts(self._spec.pull_accounts, context)
                )
                ecr.RegistryPolicy(name, region=context.region, policy=document(fetch), opts=self.own())
        return secret.name

    def _templates(self, name: str, region: str, applied_for: str) -> None:
        """What repositories become that ECR makes by itself; only a role can give them tags and a key."""
        elsewhere = () if region == self.context.region else (region,)
        for generation, folder in self._spec.folders.items():
            ecr.RepositoryCreationTemplate(
                "-".join((name, generation, *elsewhere)),
                region=region,
                prefix=folder,
                description=f"{generation} images",
                applied_fors=[applied_for],
                custom_role_arn=self._role_arn,
                encryption_configurations=[{"encryption_type": "KMS", "kms_key": self._keys[region]}],
                lifecycle_policy=policy(self._spec.retention.rules),
                repository_policy=self._pull_policy,
                resource_tags=self.tags(Generation=generation),
                **self._mutability(),
                opts=self.own(),
            )

    def _template_role(self, name: str) -> Output[str]:
        context = self.context
        repositories = [
            f"arn:{context.partition}:ecr:{region}:{context.account_id}:repository/{folder}/*"
            for region in self._keys
            for folder in self._spec.folders.values()
        ]
        # https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html
        make = allow("ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource", on=repositories)
        encrypt = allow("kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant", on=list(self._keys.values()))
        role = ServiceRole(
            f"{name}-templates", context, principal="ecr.amazonaws.com", statements=(make, encrypt), opts=self.own()
        )
        return role.arn

    def _repositories(self, images: PushedImages) -> None:
        context = self.context
        arns: dict[tuple[str, str], Output[str]] = {}
        for generation, names in images.repositories.items():
            for image in names:
                repository = ecr.Repository(
                    f"{generation}-{image}",
                    region=context.region,
                    name=f"{generation}/{image}",
                    encryption_configurations=[{"encryption_type": "KMS", "kms_key": self._keys[context.region]}],
                    force_delete=not context.protects,
                    tags=self.tags(Generation=generation),
                    **self._mutability(),
                    opts=self.lasting(),
                )
                arns[generation, image] = repository.arn
                ecr.LifecyclePolicy(
                    f"{generation}-{image}",
                    region=context.region,
                    repository=repository.name,
                    policy=policy(self._spec.retention.rules),
                    opts=self.own(),
                )
                if self._pull_policy:
                    ecr.RepositoryPolicy(
                        f"{generation}-{image}",
                        region=context.region,
                        repository=repository.name,
                        policy=self._pull_policy,
                        opts=self.own(),
                    )

        for name, pusher in images.pushers.items():
            theirs = [arns[generation, image] for generation, each in pusher.images.items() for image in each]
            role = ImagePushRole(name, pusher, context, repository_arns=theirs, opts=self.own())
            self.push_role_arns[name] = role.arn

    def _mutability(self) -> dict[str, Any]:
        """https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html."""
        if not self._spec.mutable_tags:
            return {"image_tag_mutability": "IMMUTABLE"}
        filters = [{"filter": tag, "filter_type": "WILDCARD"} for tag in self._spec.mutable_tags]
        return {
            "image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION",
            "image_tag_mutability_exclusion_filters": filters,
        }

    def _scan(self, name: str, alarm_topic_arn: Input[str]) -> None:
        """https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html."""
        enhanced = self._spec.scanning == "enhanced"
        ecr.RegistryScanningConfiguration(
            name,
            region=self.context.region,
            scan_type="ENHANCED" if enhanced else "BASIC",
            rules=[
                {
                    "scan_frequency": "CONTINUOUS_SCAN" if enhanced else "SCAN_ON_PUSH",
                    "repository_filters": [{"filter": "*", "filter_type": "WILDCARD"}],
                }
            ],
            opts=self.own(),
        )
        rule = cloudwatch.EventRule(
            name,
            region=self.context.region,
            name=self.context.name(name, "critical-findings"),
            description="Critical vulnerabilities in container images",
            event_pattern=json.dumps(critical_findings(self._spec.scanning), sort_keys=True),
            tags=self.tags(),
            opts=self.own(),
        )
        cloudwatch.EventTarget(
            name,
            region=self.context.region,
            rule=rule.name,
            target_id="alerts",
            arn=alarm_topic_arn,
            opts=self.own(),
        )

    def _replicate(self, name: str) -> None:
        """https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html."""
        if not self._spec.replicas:
            return
        for region in self._spec.replicas:
            self._templates(name, region, "REPLICATION")
        ecr.ReplicationConfiguration(
            name,
            region=self.context.region,
            replication_configuration={
                "rules": [
                    {
                        "destinations": [
                            {"region": region, "registry_id": self.context.account_id} for region in self._spec.replicas
                        ],
                        "repository_filters": [
                            {"filter": f"{folder}/", "filter_type": "PREFIX_MATCH"}
                            for folder in self._spec.folders.values()
                        ],
                    }
                ]
            },
            opts=self.own(),
        )


def _accounts(accounts: tuple[str, ...], context: Context) -> Mapping[str, list[Input[str]]]:
    return {"AWS": [f"arn:{context.partition}:iam::{account}:root" for account in accounts]}


def _pull(accounts: tuple[str, ...], context: Context) -> Statement:
    return Statement(PULL, principals=_accounts(accounts, context), sid="OtherAccountsPull")
