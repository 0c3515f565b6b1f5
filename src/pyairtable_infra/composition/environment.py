"""One environment: its provider, its context, its region, and what it tells others."""

from typing import Any

import pulumi

from pyairtable_components.budgets.cost_optimizer import CostOptimizer
from pyairtable_components.budgets.environment_budget import EnvironmentBudget
from pyairtable_components.budgets.reports import CostReports
from pyairtable_components.context import Context
from pyairtable_components.ecs.one_off_task import OneOffTask
from pyairtable_components.hours.off_hours import OffHours
from pyairtable_components.loadbalancing.spec import IssuedCertificate
from pyairtable_infra.composition import lookups
from pyairtable_infra.composition.region import Region
from pyairtable_infra.composition.stack import context_of, provider_of, wanted
from pyairtable_infra.profile.profile import EnvironmentProfile


async def deploy(profile: EnvironmentProfile) -> None:
    """Declare everything that `profile` asks for, and export what another stack needs."""
    provider = provider_of(profile)
    context = context_of(
        profile,
        profile.environment,
        profile.stage,
        account_id=lookups.account_id(profile, provider),
        boundary=profile.permissions_boundary,
        zones=lookups.zones(profile, provider),
    )
    tls = profile.load_balancer.tls
    named = isinstance(tls, IssuedCertificate) and tls.hosted_zone_id is None
    region = Region(
        profile,
        context,
        hosted_zone_id=lookups.hosted_zone_id(tls.hosted_zone, provider)
        if named and isinstance(tls, IssuedCertificate)
        else None,
        opts=pulumi.ResourceOptions(providers=[provider]),
    )
    await region.start_services()
    hours = _put_to_sleep(profile, context, region)
    EnvironmentBudget(
        "budget",
        profile.budget,
        context,
        topic_arn=region.alerts.arn,
        cluster=region.cluster.refs,
        key_arn=region.log_key.arn,
        schedules=hours.schedules if hours else None,
        opts=region.opts,
    )
    CostOptimizer(
        "cost-optimizer",
        profile.optimizer,
        context,
        cluster=region.cluster.refs,
        services=profile.services,
        service_names={name: service.service_name for name, service in region.services.items()},
        monthly_usd=profile.budget.monthly_usd,
        topic_arn=region.alerts.arn,
        key_arn=region.log_key.arn,
        bucket=CostReports("cost-reports", context, key_arn=region.log_key.arn, opts=region.opts).refs,
        opts=region.opts,
    )
    for name, value in outputs(profile, region).items():
        pulumi.export(name, value)


def _put_to_sleep(profile: EnvironmentProfile, context: Context, region: Region) -> OffHours | None:
    """The hours of the region that the environment runs in; a recovery region has none."""
    if profile.hours is None:
        return None
    return OffHours(
        "hours",
        profile.hours,
        context,
        schedulable=region.schedulable(),
        alarm_topic_arn=region.alerts.arn,
        opts=region.opts,
    )


def outputs(profile: EnvironmentProfile, region: Region) -> dict[str, Any]:
    """What the stack exports: what another stack needs to stand beside this one, and the intent."""
    network = region.network.refs
    return {
        "url": region.load_balancer.url,
        "cluster": {"arn": region.cluster.refs.arn, "name": region.cluster.refs.name},
        "namespace": {"id": region.cluster.refs.namespace_id, "name": region.cluster.namespace},
        "vpc_id": network.vpc_id,
        "subnet_ids": {
            "public": network.public_subnet_ids,
            "private": network.private_subnet_ids,
            "isolated": network.isolated_subnet_ids,
        },
        "data": region.data.outputs(),
        "services": {name: service.service_name for name, service in region.services.items()},
        "tasks": {name: task.run_with for name, task in region.tasks.items() if isinstance(task, OneOffTask)},
        "security_group_ids": {name: service.security_group_id for name, service in region.services.items()},
        "intent": intent(profile),
    }


def intent(profile: EnvironmentProfile) -> dict[str, Any]:
    """What is wanted and no resource says, as plain data."""
    return {
        **wanted(profile),
        "environment": profile.environment,
        "stage": profile.stage,
        "commitments": profile.commitments.model_dump(mode="json", exclude_none=True),
        "objectives": profile.objectives.model_dump(mode="json"),
        "spot_percent": profile.cluster.spot_percent,
        "replicas": {name: spec.replicas.average for name, spec in profile.services.items()},
    }
