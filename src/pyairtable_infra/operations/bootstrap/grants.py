"""What a role may do with the state and the key, and who may be that role.

The commands of the roles were read in the backend's source, and are tested with the real engine:

- `pulumi preview` reads: it takes no lock and writes neither history nor backup
  (https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/backend/diy/backend.go, `Preview` and `apply`).
- `pulumi up` writes a lock, the checkpoint, history and backup, and deletes its lock.
- Nobody here may delete a checkpoint. `pulumi stack rm` and `rename` are for a person.
- Listing is granted on the whole bucket. The engine asks for a stack's tags at every start, and S3 says that there are
  none only to whom may list (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html). AWS does not say that
  a condition on the prefix would hold for that question, so there is none. A list shows names, no content.
"""

import json
from collections.abc import Sequence
from typing import Any

from pyairtable_components.vocabulary.github import AUDIENCE, ISSUER, subject
from pyairtable_infra.operations.bootstrap import layout
from pyairtable_infra.operations.bootstrap.bounds import bounds
from pyairtable_infra.operations.bootstrap.documents import VERSION, Condition, Statement, allow, document
from pyairtable_infra.operations.bootstrap.site import PULUMI_CONTEXT, Site

S3_CONTEXT = "kms:EncryptionContext:aws:s3:arn"
STACK_CONTEXT = f"kms:EncryptionContext:{PULUMI_CONTEXT}"

# What `composition/lookups.py` makes the provider ask; a preview without `--refresh` reads nothing else of AWS.
# https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/route53/zone_data_source.go
LOOKUPS = ("ec2:DescribeAvailabilityZones", "route53:ListHostedZones")
"""AWS knows no resource for these."""
ZONE_LOOKUPS = ("route53:GetHostedZone", "route53:ListTagsForResource")
ZONES = "arn:aws:route53:::hostedzone/*"


def deployer(site: Site, environment: str, boundary: str | None = None) -> str:
    """The policy of the role that deploys an environment: its own stack, and nothing of AWS.

    What it may do on AWS is for `--deploy-policy` to say. Whoever deploys IAM roles can give itself any right that no
    boundary stops, so no default would be both enough and safe. With the `boundary` of its environment it can make
    roles within that only.
    """
    files = layout.everything(site.project, environment)
    return document(
        allow("List", ["s3:ListBucket"], [site.bucket_arn]),
        allow("Read", ["s3:GetObject"], site.object_arns(layout.META, *files)),
        allow("Write", ["s3:AbortMultipartUpload", "s3:PutObject"], site.object_arns(*files)),
        allow("Unlock", ["s3:DeleteObject"], site.object_arns(layout.locks(site.project, environment))),
        _state_key(site, "kms:Decrypt", "kms:GenerateDataKey"),
        _secrets_key(site, [environment]),
        *(bounds(site, environment, boundary) if boundary else ()),
    )


def previewer(site: Site, environments: Sequence[str]) -> str:
    """The policy of the role that previews: it reads the stacks, and what the program looks up."""
    files = [file for environment in environments for file in layout.state(site.project, environment)]
    return document(
        allow("List", ["s3:ListBucket"], [site.bucket_arn]),
        allow("Read", ["s3:GetObject"], site.object_arns(layout.META, *files)),
        _state_key(site, "kms:Decrypt"),
        _secrets_key(site, environments),
        allow("LookUp", LOOKUPS, ["*"]),
        allow("LookUpZone", ZONE_LOOKUPS, [ZONES]),
    )


def deployer_trust(site: Site, repository: str, environment: str) -> str:
    """Jobs of the repository that name the GitHub environment, and nobody else.

    With an environment, a token's subject names no branch: which branches may deploy is a rule of the environment.
    https://docs.github.com/en/actions/reference/security/oidc#filtering-for-a-specific-environment
    """
    return _trust(site, subject(repository, f"environment:{environment}"))


def previewer_trust(site: Site, repository: str) -> str:
    """Jobs of the repository that a pull request started. A fork's get no token.

    https://docs.github.com/en/actions/reference/security/oidc#filtering-for-pull_request-events
    """
    return _trust(site, subject(repository, "pull_request"))


def bucket_context(site: Site) -> list[str]:
    """The encryption contexts that S3 gives to KMS: with a bucket key the bucket's ARN, without one the object's.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    """
    return [site.bucket_arn, *site.object_arns("*")]


def _state_key(site: Site, *actions: str) -> Statement:
    """The key, through S3 and for this bucket. Reading a large object back needs Decrypt, and so does writing it.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    """
    through: Condition = {
        "StringEquals": {"kms:ViaService": f"s3.{site.region}.amazonaws.com"},
        "StringLike": {S3_CONTEXT: bucket_context(site)},
    }
    return allow("StateKey", actions, [site.key_arn], through)


def _secrets_key(site: Site, environments: Sequence[str]) -> Statement:
    """The key, for the data keys of these stacks. New ones are made by a person, with `pulumi stack init`."""
    return allow("SecretsKey", ["kms:Decrypt"], [site.key_arn], {"StringEquals": {STACK_CONTEXT: sorted(environments)}})


def _trust(site: Site, whole: str) -> str:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub ."""
    exactly = {f"{ISSUER}:aud": AUDIENCE, f"{ISSUER}:sub": whole}
    statement: dict[str, Any] = {
        "Sid": "GitHubActions",
        "Effect": "Allow",
        "Principal": {"Federated": site.provider_arn},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": exactly},
    }
    return json.dumps({"Version": VERSION, "Statement": [statement]}, sort_keys=True)
