"""The functions that rotate secrets: which code, what it needs to know, what it may do, whom it reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pulumi import Input

from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Statement, allow
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.secrets.access import READ, through_secrets_manager

_HANDLERS = "pyairtable_components.functions.rotation"
AUTHORITIES = "authorities.pem"
"""The file of the archive with the certificates that the database's are checked against."""


@dataclass(frozen=True)
class Rotator:
    """How a function rotates secrets of one kind.

    In a network it needs a way to Secrets Manager: a NAT, or an interface endpoint where tasks have public addresses
    (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html).
    """

    handler: str
    description: str
    environment: Mapping[str, Input[str]] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    drivers: Sequence[str] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """Files beside the code, by name."""
    network: NetworkRefs | None = None
    """Where it stands, for what only a network reaches."""
    server: tuple[Input[str], int] | None = None
    """Security group and port of what it talks to."""


def generated() -> Rotator:
    """Values that services show to each other: random, and made in AWS."""
    return Rotator(
        f"{_HANDLERS}.api_keys_handler", "Rotates secrets that only this platform knows", {"PROVIDER": "generated"}
    )


def postgres(
    context: Context,
    *,
    host: Input[str],
    port: int,
    database: str,
    security_group_id: Input[str],
    admin_secret_arn: Input[str],
    admin_key_arn: Input[str],
    network: NetworkRefs,
    authorities: str | None = None,
) -> Rotator:
    """Users of PostgreSQL, two for each service, with the help of who may create users.

    Args:
        context: What holds for the stack.
        host: Where the database answers.
        port: Its port.
        database: The database inside.
        security_group_id: Its security group.
        admin_secret_arn: The secret of who may create users: JSON with `username` and `password`.
        admin_key_arn: The KMS key of that secret.
        network: Where the function stands.
        authorities: Certificates in PEM form, against which it checks the server; it checks none, unless given.
    """
    texts = {AUTHORITIES: authorities} if authorities else {}
    return Rotator(
        f"{_HANDLERS}.postgres_handler",
        "Rotates the users of services in the database",
        {
            "DATABASE_HOST": host,
            "DATABASE_PORT": str(port),
            "DATABASE_NAME": database,
            "ADMIN_SECRET": admin_secret_arn,
            **({"DATABASE_AUTHORITIES": AUTHORITIES} if authorities else {}),
        },
        (
            allow(READ, on=[admin_secret_arn]),
            allow("kms:Decrypt", on=[admin_key_arn], when=through_secrets_manager(context)),
        ),
        ("pg8000",),
        texts,
        network,
        (security_group_id, port),
    )


def redis(
    *,
    host: Input[str],
    port: int,
    security_group_id: Input[str],
    user_arns: Sequence[Input[str]],
    user_prefix: str,
    network: NetworkRefs,
) -> Rotator:
    """Users of ElastiCache, two passwords for each.

    Args:
        host: Where the cache answers.
        port: Its port.
        security_group_id: Its security group.
        user_arns: The users of the cache.
        user_prefix: With what their ids begin; the last part of a secret's path follows it.
        network: Where the function stands; it needs a way to the API of ElastiCache too.
    """
    return Rotator(
        f"{_HANDLERS}.redis_handler",
        "Rotates the passwords of the users of the cache",
        {"CACHE_HOST": host, "CACHE_PORT": str(port), "USER_PREFIX": user_prefix},
        (allow("elasticache:DescribeUsers", "elasticache:ModifyUser", on=user_arns),),
        ("redis",),
        network=network,
        server=(security_group_id, port),
    )
