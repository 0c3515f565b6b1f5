"""RDS Proxy in front of PostgreSQL."""

from collections.abc import Mapping
from dataclasses import replace

from pulumi import Input, ResourceOptions
from pulumi_aws import rds

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.proxy_spec import MOST_SECRETS, ProxySpec
from pyairtable_components.data.refs import DatabaseRefs
from pyairtable_components.data.security_group import store_security_group
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.network.path import open_path
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.observability.alarms import Alarm, watch
from pyairtable_components.observability.log_group import LogGroup
from pyairtable_components.secrets.access import reading
from pyairtable_components.secrets.refs import SecretRefs
from pyairtable_components.vocabulary import physical_name

_DEFAULT = "default"
"""The one target group that a proxy has."""
_MICROSECONDS = 1_000_000


class DatabaseProxy(Component, token="pyairtable:data:DatabaseProxy"):
    """A proxy in the isolated subnets, behind the same refs as the database: TLS only, passwords from secrets.

    Creates: the proxy; its role, which may read the secrets of the clients and nothing else; its security group
    between the clients and the database; the pool and the database as its target; its log group; an alarm, from
    monitoring level `enhanced` on, on how long clients wait for a connection.

    The proxy shows a certificate of AWS Certificate Manager, which public trust stores know
    (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html#rds-proxy-security.tls).

    Args:
        name: Logical name, and last part of the identifier.
        spec: Timeouts and the pool.
        context: What holds for the stack.
        network: Its isolated subnets hold the proxy.
        database: The database behind it.
        secrets: The secret of each client by its path, JSON with `username` and `password`. Their policies must admit
            the role `name`.
        log_key_arn: KMS key of the log group.
        alarm_topic_arn: Who hears of its alarm.
        opts: Resource options.

    Raises:
        ValueError: There is no secret, or there are more than a proxy takes.
    """

    def __init__(
        self,
        name: str,
        spec: ProxySpec,
        context: Context,
        *,
        network: NetworkRefs,
        database: DatabaseRefs,
        secrets: Mapping[str, SecretRefs],
        log_key_arn: Input[str] | None = None,
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        if not 1 <= len(secrets) <= MOST_SECRETS:
            raise ValueError(
                f"{name} has {len(secrets)} secrets, and a proxy takes 1 to {MOST_SECRETS}. For example: database/cart"
            )
        identifier = physical_name("database", context.name(name))
        group_id = store_security_group(self, name, network.vpc_id, "RDS Proxy")
        # The clients' way to the proxy is the call graph's.
        open_path(
            self,
            name,
            source=group_id,
            target=database.security_group_id,
            port=database.port,
            description=f"{name} to the database",
        )
        keys = {id(secret.key_arn): secret.key_arn for secret in secrets.values()}.values()
        role = ServiceRole(
            name,
            context,
            principal="rds.amazonaws.com",
            statements=tuple(
                statement
                for key in keys
                for statement in reading(
                    [secret.arn for secret in secrets.values() if secret.key_arn is key], key, context
                )
            ),
            opts=self.own(),
        )
        # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html
        logs = LogGroup(
            f"{name}-logs", context, path=f"/aws/rds/proxy/{identifier}", key_arn=log_key_arn, opts=self.own()
        )
        proxy = rds.Proxy(
            name,
            region=context.region,
            name=identifier,
            engine_family="POSTGRESQL",
            role_arn=role.arn,
            auths=[
                {
                    "auth_scheme": "SECRETS",
                    "client_password_auth_type": "POSTGRES_SCRAM_SHA_256",
                    "description": f"Users of {path.rpartition('/')[2]}",
                    "iam_auth": "DISABLED",
                    "secret_arn": secret.arn,
                }
                for path, secret in sorted(secrets.items())
            ],
            require_tls=True,
            idle_client_timeout=spec.idle_client_seconds,
            vpc_subnet_ids=network.isolated_subnet_ids,
            vpc_security_group_ids=[group_id],
            tags=self.tags(),
            opts=self.own(depends_on=[logs]),
        )
        pool = rds.ProxyDefaultTargetGroup(
            name,
            region=context.region,
            db_proxy_name=proxy.name,
            connection_pool_config={
                "connection_borrow_timeout": spec.borrow_seconds,
                "max_connections_percent": spec.connections_percent,
                "max_idle_connections_percent": spec.idle_connections_percent,
            },
            opts=self.own(),
        )
        rds.ProxyTarget(
            name,
            region=context.region,
            db_proxy_name=proxy.name,
            target_group_name=_DEFAULT,
            db_instance_identifier=database.identifier if database.kind == "instance" else None,
            db_cluster_identifier=database.identifier if database.kind == "cluster" else None,
            opts=self.own(depends_on=[pool]),
        )
        slow = Alarm(
            "waiting",
            "DatabaseConnectionsBorrowLatency",
            _MICROSECONDS,
            "clients wait more than a second for a connection: the pool is too small",
            minutes=5,
        )
        watch(self, name, "AWS/RDS", {"ProxyName": identifier}, [slow], topic_arn=alarm_topic_arn)
        self.refs = replace(database, endpoint=proxy.endpoint, security_group_id=group_id)
        """What a client needs; what administers the database goes on without the proxy."""
        self.register_outputs({"endpoint": proxy.endpoint})
