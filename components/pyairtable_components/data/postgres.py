"""What every PostgreSQL database has, an instance of RDS or a cluster of Aurora."""

from collections.abc import Iterable
from typing import Any, Literal

from pulumi import Input, Output
from pulumi_aws import rds

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.parameters import Parameter
from pyairtable_components.data.passwords import MasterSecret
from pyairtable_components.data.spec import ManagedPassword, MasterCredential
from pyairtable_components.hours.refs import StoppedRefs
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.observability.log_group import LogGroup

PORT = 5432
MASTER = "platform_admin"
ENGINE_VERSION = "16"
"""The newest minor version of it, and what AWS patches it to."""
# Without it, AWS charges for extended support once PostgreSQL 16 is out of the standard one.
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html
NO_EXTENDED_SUPPORT = "open-source-rds-extended-support-disabled"


def database_name(context: Context) -> str:
    """The database inside, as SQL can name it."""
    return context.project.replace("-", "_")


def master_secret(parent: Component, name: str, master: MasterCredential, key_arn: Input[str]) -> MasterSecret | None:
    """The secret of the master user, where it is ours; none where RDS keeps it."""
    if isinstance(master, ManagedPassword):
        return None
    return MasterSecret(
        f"{name}-master", parent.context, path=f"{name}/master", username=MASTER, key_arn=key_arn, opts=parent.own()
    )


def master_secret_arn(own: MasterSecret | None, managed: Output[Any]) -> Input[str]:
    """The ARN of the master user's secret: ours, or the one that RDS tells of."""
    return own.arn if own else managed.apply(lambda all_: str(all_[0].secret_arn))


def in_group(parameters: Iterable[Parameter]) -> list[Any]:
    """Parameters as a group takes them."""
    return [
        {"name": each.name, "value": each.value, "apply_method": "pending-reboot" if each.restart else "immediate"}
        for each in parameters
    ]


def subnet_group(parent: Component, name: str, network: NetworkRefs) -> rds.SubnetGroup:
    """The isolated subnets, where nothing has a way out."""
    context = parent.context
    return rds.SubnetGroup(
        name,
        region=context.region,
        name=context.name(name),
        description=f"Isolated subnets of {context.project} {context.environment}",
        subnet_ids=network.isolated_subnet_ids,
        tags=parent.tags(),
        opts=parent.own(),
    )


def log_groups(
    parent: Component, name: str, prefix: str, key_arn: Input[str] | None, logs: tuple[str, ...]
) -> list[LogGroup]:
    """The groups that RDS writes to. Those that it makes itself keep logs for ever.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
    """
    return [
        LogGroup(f"{name}-{log}", parent.context, path=f"{prefix}/{log}", key_arn=key_arn, opts=parent.own())
        for log in logs
    ]


def insights(context: Context, key_arn: Input[str]) -> dict[str, Any]:
    """Database Insights in its standard mode, from monitoring level enhanced on; Performance Insights is part of it.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.html
    """
    if context.monitoring == "basic":
        return {}
    return {
        "database_insights_mode": "standard",
        "performance_insights_enabled": True,
        "performance_insights_retention_period": 7,
        "performance_insights_kms_key_id": key_arn,
    }


def stopped(name: str, kind: Literal["Instance", "Cluster"], arn: Input[str], identifier: Input[str]) -> StoppedRefs:
    """The calls that stop and start a database, as the AWS SDK writes them in EventBridge Scheduler.

    https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
    """
    return StoppedRefs(name, arn, "rds", f"stopDB{kind}", f"startDB{kind}", {f"Db{kind}Identifier": identifier})
