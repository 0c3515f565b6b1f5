"""What watches and keeps an account: CloudTrail, Config, GuardDuty, Security Hub, Backup, Budgets.

https://aws.amazon.com/cloudtrail/pricing/
https://aws.amazon.com/config/pricing/
https://aws.amazon.com/guardduty/pricing/
https://aws.amazon.com/security-hub/cspm/pricing/
https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject

MILLION = 1_000_000
DAYS_OF_MONTH = Decimal(365) / 12

PRICES = (
    "cloudtrail/data events",
    "cloudtrail/Insights events analysed",
    "config/configuration item, continuous",
    "config/rule evaluation, first 100000",
    "config/rule evaluation, next 400000",
    "config/rule evaluation, over 500000",
    "guardduty/CloudTrail management events",
    "guardduty/VPC flow and DNS logs, first 500 GB",
    "guardduty/S3 data events, first 500 million",
    "security-hub-cspm/security check, first 100000",
    "backup/storage",
    "budgets/action-enabled budget over 2",
    "inspector/scans",
    "arc/region switch plan",
)


def trail(subject: Subject) -> Iterator[Line]:
    """A trail: the first copy of management events is free, data events are not."""
    if subject.inputs.get("eventSelectors") or subject.inputs.get("advancedEventSelectors"):
        yield subject.used("data events", "cloudtrail/data events", "data_events", MILLION)
    if subject.inputs.get("insightSelectors"):
        yield subject.used("Insights", "cloudtrail/Insights events analysed", "management_events", MILLION)


def recorder(subject: Subject) -> Iterator[Line]:
    """A recorder of AWS Config: each change of a resource is an item."""
    yield subject.used("configuration items", "config/configuration item, continuous", "items")


def config_rule(subject: Subject) -> Iterator[Line]:
    """A rule of AWS Config."""
    tiers = (
        ("config/rule evaluation, first 100000", 100_000),
        ("config/rule evaluation, next 400000", 400_000),
        ("config/rule evaluation, over 500000", None),
    )
    yield from subject.tiered("evaluations", tiers, subject.usage("evaluations"))


def detector(subject: Subject) -> Iterator[Line]:
    """A GuardDuty detector: what it reads is usage."""
    yield subject.used("management events", "guardduty/CloudTrail management events", "management_events", MILLION)
    yield subject.used("flow and DNS logs", "guardduty/VPC flow and DNS logs, first 500 GB", "log_gb")
    yield subject.used("S3 data events", "guardduty/S3 data events, first 500 million", "data_events", MILLION)


def security_hub(subject: Subject) -> Iterator[Line]:
    """Security Hub's checks."""
    yield subject.used("checks", "security-hub-cspm/security check, first 100000", "checks")


def vault(subject: Subject) -> Iterator[Line]:
    """A vault of AWS Backup: what it keeps has no citable price."""
    yield subject.priced("storage", "backup/storage", subject.usage("storage_gb"), usage=True)


def budget_action(subject: Subject) -> Iterator[Line]:
    """An action of a budget, by the day; the two that are free for an account are not taken off."""
    yield subject.priced("action", "budgets/action-enabled budget over 2", DAYS_OF_MONTH)


def inspector(subject: Subject) -> Iterator[Line]:
    """Inspector's scans have no citable price."""
    yield subject.priced("scans", "inspector/scans", subject.usage("scans"), usage=True)


def region_switch(subject: Subject) -> Iterator[Line]:
    """A plan of ARC Region switch."""
    yield subject.priced("plan", "arc/region switch plan", 1)


RULES: Mapping[str, Rule] = {
    "aws:arcregionswitch/plan:Plan": region_switch,
    "aws:backup/vault:Vault": vault,
    "aws:budgets/budgetAction:BudgetAction": budget_action,
    "aws:cfg/recorder:Recorder": recorder,
    "aws:cfg/rule:Rule": config_rule,
    "aws:cloudtrail/trail:Trail": trail,
    "aws:guardduty/detector:Detector": detector,
    "aws:inspector2/enabler:Enabler": inspector,
    "aws:securityhub/account:Account": security_hub,
}
FREE = (
    "aws:accessanalyzer/analyzer:Analyzer",
    "aws:backup/plan:Plan",
    "aws:backup/selection:Selection",
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    "aws:backup/vaultNotifications:VaultNotifications",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:budgets/budget:Budget",
    "aws:cfg/deliveryChannel:DeliveryChannel",
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    "aws:cfg/recorderStatus:RecorderStatus",
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    "aws:costexplorer/anomalySubscription:AnomalySubscription",
    "aws:costexplorer/costAllocationTag:CostAllocationTag",
    *(
        f"aws:iam/{kind[0].lower()}{kind[1:]}:{kind}"
        for kind in (
            "AccessKey",
            "AccountAlias",
            "AccountPasswordPolicy",
            "Group",
            "GroupMembership",
            "GroupPolicy",
            "GroupPolicyAttachment",
            "InstanceProfile",
            "OpenIdConnectProvider",
            "Policy",
            "PolicyAttachment",
            "Role",
            "RolePolicy",
            "RolePoliciesExclusive",
            "RolePolicyAttachment",
            "SamlProvider",
            "ServiceLinkedRole",
            "User",
            "UserGroupMembership",
            "UserPolicy",
            "UserPolicyAttachment",
        )
    ),
    "aws:resourcegroups/group:Group",
    "aws:ssm/document:Document",
)
