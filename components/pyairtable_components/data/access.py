"""What a client of a data store is told, and what its role may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pulumi import Input, Output

from pyairtable_components.context import Context
from pyairtable_components.data.refs import BucketRefs, CacheRefs, DatabaseRefs, QueueRefs
from pyairtable_components.data.spec import CachingPolicy
from pyairtable_components.encryption.key import via_service
from pyairtable_components.identity.policy import Statement, allow


@dataclass(frozen=True)
class Access:
    """Environment variables, none of them secret, and statements of the client's role."""

    environment: Mapping[str, Input[str]]
    grants: tuple[Statement, ...] = field(default=())


def database_access(refs: DatabaseRefs) -> Access:
    """Where the database is. User and password come from a secret of the client's own."""
    return Access(
        {
            "DATABASE_HOST": refs.endpoint,
            "DATABASE_PORT": str(refs.port),
            "DATABASE_NAME": refs.name,
            # Encrypted, whichever certificate; `verify-full` needs AWS's bundle in the image.
            # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
            "DATABASE_SSLMODE": "require",
        }
    )


def cache_access(
    refs: CacheRefs, client: str, *, authentication: Literal["iam", "password"], policy: CachingPolicy
) -> Access:
    """Where the cache is, as whom to log in, and how long what is kept there is good for.

    With IAM the client signs a token for REDIS_CACHE_NAME and REDIS_USERNAME
    (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html); with a password it reads one from a secret.
    """
    user = refs.users[client]
    lives = {f"CACHE_TTL_SECONDS_{name.upper()}": str(value) for name, value in policy.model_dump().items()}
    environment: dict[str, Input[str]] = {
        "REDIS_URL": Output.concat("rediss://", refs.endpoint, ":", str(refs.port)),
        "REDIS_USERNAME": user.name,
        "REDIS_AUTHENTICATION": authentication,
        "REDIS_CACHE_NAME": refs.name,
        **lives,
    }
    if authentication == "password":
        return Access(environment)
    return Access(environment, (allow("elasticache:Connect", on=[refs.arn, user.arn]),))


def files_access(refs: BucketRefs, context: Context) -> Access:
    """Read, write, delete and list objects."""
    objects = Output.concat(refs.arn, "/*")
    grants = [
        allow("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", on=[objects]),
        allow("s3:ListBucket", on=[refs.arn]),
    ]
    if refs.key_arn is not None:
        grants.append(_key_grant(refs.key_arn, "s3", context))
    return Access({"FILES_BUCKET": refs.name}, tuple(grants))


def jobs_access(refs: QueueRefs, context: Context) -> Access:
    """Send work, take it, and say that it is done."""
    queue = (
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
    )
    return Access(
        {"JOBS_QUEUE_URL": refs.url}, (allow(*queue, on=[refs.arn]), _key_grant(refs.key_arn, "sqs", context))
    )


def _key_grant(key_arn: Input[str], service: str, context: Context) -> Statement:
    """The key, through this one service only."""
    through = {"StringEquals": {"kms:ViaService": via_service(service, context)}}
    return allow("kms:Decrypt", "kms:GenerateDataKey", on=[key_arn], when=through)
