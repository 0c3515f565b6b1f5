"""ECR, its credential in Secrets Manager, and the events of its scans."""

from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _repository(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html."""
    host = f"{subject.account}.dkr.ecr.{subject.region}.amazonaws.com"
    outputs = {
        "arn": subject.arn("ecr", f"repository/{subject.name}"),
        "name": subject.name,
        "registryId": subject.account,
        "repositoryUrl": f"{host}/{subject.name}",
    }
    return Computed(subject.name, outputs)


def _of_repository(subject: Subject) -> Computed:
    return Computed(subject.text("repository"), {"registryId": subject.account})


def _of_registry(subject: Subject) -> Computed:
    return Computed(subject.account, {"registryId": subject.account})


def _of_prefix(key: str) -> Rule:
    return lambda subject: Computed(subject.text(key), {"registryId": subject.account})


def _secret(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html: six characters at its end."""
    arn = subject.existing or subject.arn("secretsmanager", f"secret:{subject.name}-{subject.hex(6, 'suffix')}")
    return Computed(arn, {"arn": arn, "name": subject.name})


def _event_rule(subject: Subject) -> Computed:
    arn = subject.arn("events", f"rule/{subject.name}")
    return Computed(subject.name, {"arn": arn, "name": subject.name})


def _event_target(subject: Subject) -> Computed:
    target = subject.text("targetId", subject.hex(12))
    return Computed(f"{subject.text('rule')}-{target}", {"targetId": target})


RULES: Mapping[str, Rule] = {
    "aws:cloudwatch/eventRule:EventRule": _event_rule,
    "aws:cloudwatch/eventTarget:EventTarget": _event_target,
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": _of_repository,
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": _of_prefix("ecrRepositoryPrefix"),
    "aws:ecr/registryPolicy:RegistryPolicy": _of_registry,
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": _of_registry,
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": _of_registry,
    "aws:ecr/repository:Repository": _repository,
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": _of_prefix("prefix"),
    "aws:ecr/repositoryPolicy:RepositoryPolicy": _of_repository,
    "aws:secretsmanager/secret:Secret": _secret,
}
