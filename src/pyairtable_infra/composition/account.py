"""The account: what exists once in it, whatever environments there are."""

from typing import Any

import pulumi

from pyairtable_components.budgets.account_spec import AccountCostSpec
from pyairtable_components.budgets.anomaly_detection import CostAnomalyDetection
from pyairtable_components.budgets.commitment_advisor import CommitmentAdvisor
from pyairtable_components.budgets.cost_allocation_tags import CostAllocationTags
from pyairtable_components.budgets.cost_dashboard import CostDashboard
from pyairtable_components.budgets.cost_reporter import CostReporter
from pyairtable_components.budgets.environment_budget import EnvironmentBudget
from pyairtable_components.budgets.reports import CostReports
from pyairtable_components.budgets.spec import BudgetSpec
from pyairtable_components.context import Context
from pyairtable_components.encryption.key import EncryptionKey
from pyairtable_components.identity.boundary import PermissionsBoundary
from pyairtable_components.identity.boundary_spec import GivenBoundary, ManagedBoundary
from pyairtable_components.observability.alert_topic import SENDERS, AlertTopic
from pyairtable_components.observability.audit_trail import AuditTrail
from pyairtable_components.registry.container_registry import ContainerRegistry
from pyairtable_infra.composition import lookups
from pyairtable_infra.composition.stack import context_of, provider_of, wanted
from pyairtable_infra.profile.account import AccountProfile
from pyairtable_infra.profile.boundary import NAME as BOUNDARY
from pyairtable_infra.profile.sources import ACCOUNT


class Account:
    """What the account has of its own: the boundary of all roles, alerts, images, the audit trail, watches of costs."""

    def __init__(self, profile: AccountProfile, context: Context, *, opts: pulumi.ResourceOptions) -> None:
        boundary = profile.permissions_boundary
        if isinstance(boundary, ManagedBoundary):
            made = PermissionsBoundary(BOUNDARY, boundary, context, opts=opts)
            context = context.model_copy(update={"permissions_boundary": made.arn})
        self.boundary_arn = context.permissions_boundary
        self.key = EncryptionKey("alerts", context, log_groups=True, roles=True, senders=SENDERS, opts=opts)
        self.alerts = AlertTopic("alerts", context, key_arn=self.key.arn, emails=profile.budget.notify, opts=opts)
        self.registry = ContainerRegistry(
            "images", profile.registry, context, alarm_topic_arn=self.alerts.arn, opts=opts
        )
        if profile.audit_trail.enabled:
            AuditTrail(
                "audit",
                profile.audit_trail,
                context,
                environments=profile.costs.environments,
                topic_arn=self.alerts.arn,
                opts=opts,
            )
        self._watch_costs(profile.costs, profile.budget, context, opts)

    def _watch_costs(
        self, costs: AccountCostSpec, budget: BudgetSpec, context: Context, opts: pulumi.ResourceOptions
    ) -> None:
        topic, key = self.alerts.arn, self.key.arn
        EnvironmentBudget("budget", budget, context, topic_arn=topic, key_arn=key, opts=opts)
        CostAllocationTags("cost-tags", costs.tags, context, opts=opts)
        CostAnomalyDetection("cost-anomalies", costs.anomalies, context, topic_arn=topic, opts=opts)
        CommitmentAdvisor("commitment-advisor", costs.weekly, context, topic_arn=topic, key_arn=key, opts=opts)
        CostReporter(
            "cost-report",
            context,
            weekly=costs.weekly,
            monthly=costs.monthly,
            environments=costs.environments,
            estimates=costs.estimates,
            topic_arn=topic,
            key_arn=key,
            bucket=CostReports("cost-reports", context, key_arn=key, opts=opts).refs,
            opts=opts,
        )
        CostDashboard("cost", context, environments=costs.environments, opts=opts)


async def deploy(profile: AccountProfile) -> None:
    """Declare everything that `profile` asks for, and export what environments need."""
    provider = provider_of(profile)
    # It is guarded like production.
    account_id, boundary = lookups.account_id(profile, provider), profile.permissions_boundary
    given = boundary if isinstance(boundary, GivenBoundary) else None
    context = context_of(profile, ACCOUNT, "prod", account_id=account_id, boundary=given)
    account = Account(profile, context, opts=pulumi.ResourceOptions(providers=[provider]))
    for name, value in outputs(profile, account).items():
        pulumi.export(name, value)


def outputs(profile: AccountProfile, account: Account) -> dict[str, Any]:
    """What the stack exports."""
    return {
        "alert_topic_arn": account.alerts.arn,
        "permissions_boundary_arn": account.boundary_arn,
        "push_role_arns": account.registry.push_role_arns,
        "registry": {"host": account.registry.host, "credential": account.registry.credential_name},
        "intent": wanted(profile),
    }
