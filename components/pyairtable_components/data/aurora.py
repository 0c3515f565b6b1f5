"""PostgreSQL on Aurora Serverless v2."""

from typing import Any

from pulumi import Input, ResourceOptions
from pulumi_aws import rds

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.parameters import everywhere
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
from pyairtable_components.data.spec import AuroraServerless
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.observability.alarms import Alarm, watch
from pyairtable_components.vocabulary import physical_name

ENGINE = "aurora-postgresql"


class AuroraDatabase(Component, token="pyairtable:data:AuroraDatabase"):
    """An Aurora cluster with PostgreSQL 16 behind the same refs as `PostgresDatabase`; it pauses while nobody asks.

    Creates what `PostgresDatabase` creates, with a cluster and its serverless instances in the place of the instance.
    Aurora sizes its memory by itself as the capacity changes, so the parameter group says only what holds whatever the
    memory. Storage grows without a limit of ours. An alarm on capacity, from monitoring level `enhanced` on, says that
    it stands at its maximum.

    Args: as `PostgresDatabase`, without pools.
    """

    def __init__(
        self,
        name: str,
        spec: AuroraServerless,
        context: Context,
        *,
        network: NetworkRefs,
        key_arn: Input[str],
        backup_days: int,
        log_key_arn: Input[str] | None = None,
        alarm_topic_arn: Input[str] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        self._topic_arn = alarm_topic_arn
        identifier = physical_name("database", context.name(name))
        group_id = store_security_group(self, name, network.vpc_id, "PostgreSQL")
        own = master_secret(self, name, spec.master, key_arn)
        parameters = rds.ClusterParameterGroup(
            name,
            region=context.region,
            name=context.name(name),
            family="aurora-postgresql16",
            description=f"{name} of {context.project} {context.environment}",
            parameters=in_group(everywhere()),
            tags=self.tags(),
            opts=self.own(),
        )
        logs = log_groups(self, name, f"/aws/rds/cluster/{identifier}", log_key_arn, ("postgresql",))
        cluster = rds.Cluster(
            name,
            region=context.region,
            cluster_identifier=identifier,
            engine=ENGINE,
            engine_version=ENGINE_VERSION,
            engine_lifecycle_support=NO_EXTENDED_SUPPORT,
            serverlessv2_scaling_configuration=_scaling(spec),
            storage_encrypted=True,
            kms_key_id=key_arn,
            database_name=database_name(context),
            master_username=MASTER,
            port=PORT,
            db_subnet_group_name=subnet_group(self, name, network).name,
            vpc_security_group_ids=[group_id],
            db_cluster_parameter_group_name=parameters.name,
            backup_retention_period=backup_days,
            preferred_backup_window=spec.backup_window,
            preferred_maintenance_window=spec.maintenance_window,
            apply_immediately=context.stage == "dev",
            copy_tags_to_snapshot=True,
            deletion_protection=context.protects,
            delete_automated_backups=not context.protects,
            skip_final_snapshot=not context.protects,
            final_snapshot_identifier=f"{identifier}-final" if context.protects else None,
            iam_database_authentication_enabled=True,
            enabled_cloudwatch_logs_exports=["postgresql"],
            manage_master_user_password=None if own else True,
            master_user_secret_kms_key_id=None if own else key_arn,
            master_password_wo=own.password if own else None,
            master_password_wo_version=1 if own else None,
            tags=self.tags(),
            opts=self.lasting(depends_on=logs, ignore_changes=["masterPasswordWo"] if own else None),
            **insights(context, key_arn),
        )
        for number in range(1, spec.readers + 2):
            rds.ClusterInstance(
                f"{name}-{number}",
                region=context.region,
                identifier=physical_name("database", context.name(name, str(number))),
                cluster_identifier=cluster.cluster_identifier,
                engine=rds.EngineType.AURORA_POSTGRESQL,
                instance_class="db.serverless",
                publicly_accessible=False,
                promotion_tier=min(number - 1, 1),
                auto_minor_version_upgrade=True,
                tags=self.tags(),
                opts=self.lasting(),
            )
        # https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
        full = Alarm("capacity", "ACUUtilization", 90, f"it stands near its maximum of {spec.maximum_acu:g} ACU")
        watch(
            self,
            name,
            "AWS/RDS",
            {"DBClusterIdentifier": cluster.cluster_identifier},
            [full],
            topic_arn=self._topic_arn,
        )
        self.refs = DatabaseRefs(
            endpoint=cluster.endpoint,
            port=PORT,
            name=database_name(context),
            resource_id=cluster.cluster_resource_id,
            security_group_id=group_id,
            key_arn=key_arn,
            master_secret_arn=master_secret_arn(own, cluster.master_user_secrets),
            identifier=cluster.cluster_identifier,
            kind="cluster",
        )
        """What a client and a rotation need."""
        self.schedulable = stopped(name, "Cluster", cluster.arn, cluster.cluster_identifier)
        """What stops it and starts it.

        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
        """
        self.register_outputs({"endpoint": cluster.endpoint, "resourceId": cluster.cluster_resource_id})


def _scaling(spec: AuroraServerless) -> Any:
    scaling: dict[str, float] = {"min_capacity": spec.minimum_acu, "max_capacity": spec.maximum_acu}
    return scaling if spec.minimum_acu else {**scaling, "seconds_until_auto_pause": spec.pause_after_seconds}
