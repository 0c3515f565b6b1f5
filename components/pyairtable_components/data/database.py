"""PostgreSQL on RDS."""

from collections.abc import Mapping
from typing import Any

from pulumi import Input, ResourceOptions
from pulumi_aws import rds

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.instance_classes import MEMORY
from pyairtable_components.data.parameters import connections, tuned
from pyairtable_components.data.postgres import (
    ENGINE_VERSION,
    MASTER,
    NO_EXTENDED_SUPPORT,
    PORT,
    database_name,
    in_group,
    insights,
    log_groups,
    master_secret,
    master_secret_arn,
    stopped,
    subnet_group,
)
from pyairtable_components.data.refs import DatabaseRefs
from pyairtable_components.data.security_group import store_security_group
from pyairtable_components.data.spec import RdsPostgres
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.observability.alarms import Alarm, watch
from pyairtable_components.vocabulary import physical_name

LOGS = ("postgresql", "upgrade")


class PostgresDatabase(Component, token="pyairtable:data:PostgresDatabase"):
    """An RDS instance with PostgreSQL 16 that admits declared clients only, over TLS only.

    Creates: a subnet group of the isolated subnets; a security group without rules; a parameter group tuned from the
    memory of the class and from the clients' pools (`parameters.py`); log groups; the instance (gp3 that grows by
    itself, KMS, IAM database authentication, no extended support, point-in-time recovery, logs to CloudWatch); its
    replicas; the secret of the master user where RDS does not keep it; alarms.

    By protection level: deletion protection and a final snapshot from `standard` on, Pulumi's protect at `strict`; at
    `none` backups go with the instance. By monitoring level: Database Insights in its standard mode (seven days of
    Performance Insights, free) from `enhanced` on; alarms on CPU, memory, connections and replica lag from `enhanced`
    on, on storage always.

    Changes that need a restart wait for the maintenance window, except in a dev stage.

    Args:
        name: Logical name, and last part of the identifier.
        spec: Class, storage, windows, master password.
        context: What holds for the stack.
        network: Its isolated subnets hold the instance.
        key_arn: KMS key of storage, backups, logs of performance and the master's secret.
        backup_days: How far back the data can be restored.
        pools: The connections that each client holds at most; with a reserve they are `max_connections`.
        log_key_arn: KMS key of the log groups.
        alarm_topic_arn: Who hears of its alarms.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: RdsPostgres,
        context: Context,
        *,
        network: NetworkRefs,
        key_arn: Input[str],
        backup_days: int,
        pools: Mapping[str, int],
        log_key_arn: Input[str] | None = None,
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        self._topic_arn = alarm_topic_arn
        self.spec = spec
        self._key_arn = key_arn
        identifier = physical_name("database", context.name(name))
        group_id = store_security_group(self, name, network.vpc_id, "PostgreSQL")
        self._shared: dict[str, Any] = {
            "region": context.region,
            "instance_class": spec.instance_class,
            "storage_type": "gp3",
            "max_allocated_storage": spec.storage_limit_gb,
            "vpc_security_group_ids": [group_id],
            "publicly_accessible": False,
            "parameter_group_name": self._parameters(name, pools).name,
            "maintenance_window": spec.maintenance_window,
            "auto_minor_version_upgrade": True,
            "apply_immediately": context.stage == "dev",
            "copy_tags_to_snapshot": True,
            "deletion_protection": context.protects,
            "iam_database_authentication_enabled": True,
            "engine_lifecycle_support": NO_EXTENDED_SUPPORT,
            "tags": self.tags(),
            **insights(context, key_arn),
        }
        own = master_secret(self, name, spec.master, key_arn)
        logs = log_groups(self, name, f"/aws/rds/instance/{identifier}", log_key_arn, LOGS)
        instance = rds.Instance(
            name,
            identifier=identifier,
            engine="postgres",
            engine_version=ENGINE_VERSION,
            allocated_storage=spec.storage_gb,
            storage_encrypted=True,
            kms_key_id=key_arn,
            multi_az=spec.multi_az,
            db_name=database_name(context),
            username=MASTER,
            port=PORT,
            db_subnet_group_name=subnet_group(self, name, network).name,
            backup_retention_period=backup_days,
            backup_window=spec.backup_window,
            delete_automated_backups=not context.protects,
            skip_final_snapshot=not context.protects,
            final_snapshot_identifier=f"{identifier}-final" if context.protects else None,
            enabled_cloudwatch_logs_exports=list(LOGS),
            manage_master_user_password=None if own else True,
            master_user_secret_kms_key_id=None if own else key_arn,
            password_wo=own.password if own else None,
            password_wo_version=1 if own else None,
            opts=self.lasting(depends_on=logs, ignore_changes=["passwordWo"] if own else None),
            **self._shared,
        )
        self._watch(name, instance, pools)
        self._replicas(name, instance)
        self.refs = DatabaseRefs(
            endpoint=instance.address,
            port=PORT,
            name=database_name(context),
            resource_id=instance.resource_id,
            security_group_id=group_id,
            key_arn=key_arn,
            master_secret_arn=master_secret_arn(own, instance.master_user_secrets),
            identifier=instance.identifier,
        )
        """What a client and a rotation need."""
        self.schedulable = None if spec.replicas else stopped(name, "Instance", instance.arn, instance.identifier)
        """What stops it and starts it. RDS stops no instance that has a replica.

        https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
        """
        self.register_outputs({"endpoint": instance.address, "resourceId": instance.resource_id})

    def _parameters(self, name: str, pools: Mapping[str, int]) -> rds.ParameterGroup:
        return rds.ParameterGroup(
            name,
            region=self.context.region,
            name=self.context.name(name),
            family="postgres16",
            description=f"{name} of {self.context.project} {self.context.environment}",
            parameters=in_group(tuned(self.spec.instance_class, pools)),
            tags=self.tags(),
            opts=self.own(),
        )

    def _replicas(self, name: str, source: rds.Instance) -> None:
        for number in range(1, self.spec.replicas + 1):
            replica = rds.Instance(
                f"{name}-replica-{number}",
                identifier=physical_name("database", self.context.name(name, "replica", str(number))),
                replicate_source_db=source.identifier,
                # It follows its source, and a snapshot of it holds nothing that the source has not.
                skip_final_snapshot=True,
                opts=self.own(),
                **self._shared,
            )
            lag = Alarm("lag", "ReplicaLag", 30, f"replica {number} is more than 30 seconds behind", minutes=5)
            watch(
                self,
                f"{name}-replica-{number}",
                "AWS/RDS",
                {"DBInstanceIdentifier": replica.identifier},
                [lag],
                topic_arn=self._topic_arn,
            )

    def _watch(self, name: str, instance: rds.Instance, pools: Mapping[str, int]) -> None:
        """https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html."""
        gib, mib = 1024**3, 1024**2
        memory, most = MEMORY[self.spec.instance_class], connections(pools)
        alarms = (
            Alarm(
                "storage",
                "FreeStorageSpace",
                self.spec.storage_gb * gib // 10,
                "less than a tenth of the storage is free: it should have grown by itself",
                below=True,
                statistic="Minimum",
                always=True,
            ),
            Alarm("cpu", "CPUUtilization", 80, "more than 80 % of the CPU in use"),
            Alarm(
                "memory", "FreeableMemory", memory * mib // 10, "less than a tenth of the memory is free", below=True
            ),
            Alarm("connections", "DatabaseConnections", most * 8 // 10, f"more than 80 % of {most} connections in use"),
        )
        watch(self, name, "AWS/RDS", {"DBInstanceIdentifier": instance.identifier}, alarms, topic_arn=self._topic_arn)
