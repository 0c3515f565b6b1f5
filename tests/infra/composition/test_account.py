"""The stack of the account."""

import json

import pytest

from pyairtable_components import AuditTrailSpec
from pyairtable_infra.composition.planning import plan_of
from pyairtable_infra.plan.model import Plan
from pyairtable_infra.profile.loader import load_stack
from tests.components.observability.filter_patterns import matches
from tests.components.reading import every, only, statements
from tests.conftest import ROOT, environment_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(load_stack("account", ROOT), ROOT)


def test_it_says_where_alerts_go(plan: Plan) -> None:
    assert plan.stack == "account"
    assert plan.stack_outputs["alert_topic_arn"] == only(plan, "sns/topic:Topic").outputs["arn"]


def test_critical_findings_in_images_are_told_to_the_alerts(plan: Plan) -> None:
    assert only(plan, "EventTarget").inputs["arn"] == plan.stack_outputs["alert_topic_arn"]


def test_it_says_where_images_are_and_which_secret_opens_their_source(plan: Plan) -> None:
    secret = only(plan, "secretsmanager/secret:Secret")
    host = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
    assert plan.stack_outputs["registry"] == {"host": host, "credential": secret.inputs["name"]}
    assert not [each for each in plan.resources if "secretVersion" in each.type], "a plan holds no credential"


def test_it_carries_its_intent(plan: Plan) -> None:
    assert plan.intent["budget"]["monthly_usd"] == str(load_stack("account", ROOT).budget.monthly_usd)


def test_in_one_account_no_name_is_taken_twice(plan: Plan) -> None:
    """The account and its environments have no physical name in common."""
    taken: dict[tuple[str, str], str] = {}
    for each in (plan, *map(environment_plan, ("dev", "staging", "prod"))):
        for resource in each.resources:
            name = resource.inputs.get("name")
            if resource.custom and isinstance(name, str) and resource.type in _OF_THE_ACCOUNT:
                assert taken.setdefault((resource.type, name), each.stack) == each.stack, name
    assert taken


_OF_THE_ACCOUNT = {
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:ecs/cluster:Cluster",
    "aws:iam/role:Role",
    "aws:kms/alias:Alias",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
}
"""Types whose names are free only once in an account and region."""


def test_it_watches_the_costs_of_all_environments(plan: Plan) -> None:
    kinds = {resource.type for resource in plan.resources}
    assert {
        "pyairtable:budgets:CommitmentAdvisor",
        "pyairtable:budgets:CostAllocationTags",
        "pyairtable:budgets:CostAnomalyDetection",
        "pyairtable:budgets:CostDashboard",
        "pyairtable:budgets:CostReporter",
        "pyairtable:budgets:EnvironmentBudget",
    } <= kinds
    assert "aws:costexplorer/costAllocationTag:CostAllocationTag" not in kinds, "billing has not seen the tags yet"


def test_the_reported_budgets_are_those_of_the_environments(plan: Plan) -> None:
    (reporter,) = [one for one in plan.resources if one.name == "cost-report" and one.type.endswith(":Function")][-1:]
    told = json.loads(reporter.inputs["environment"]["variables"]["BUDGETS"])
    for environment, name in told.items():
        budgets = [one for one in environment_plan(environment).resources if one.type == "aws:budgets/budget:Budget"]
        assert name in {one.inputs["name"] for one in budgets}


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_whoever_may_read_a_secret_of_an_environment_does_so_without_an_alarm(plan: Plan, environment: str) -> None:
    patterns = {each.name: each.inputs["pattern"] for each in every(plan, "LogMetricFilter")}
    policies = every(environment_plan(environment), "secretPolicy:SecretPolicy")
    readers = {
        arn
        for policy in policies
        for statement in statements(policy.inputs["policy"])
        for arn in statement["Condition"]["ArnNotLike"]["aws:PrincipalArn"]
        if ":role/" in arn
    }
    assert readers
    for arn in (*readers, "arn:aws:iam::123456789012:role/Admin"):
        identity = {"type": "AssumedRole", "sessionContext": {"sessionIssuer": {"type": "Role", "arn": arn}}}
        event = {"userIdentity": identity, "eventName": "GetSecretValue"}
        found = matches(patterns["audit-secret-read"], event, missing_differs=False)
        assert found == (arn not in readers), arn


def test_without_the_trail_there_is_nothing_of_it() -> None:
    profile = load_stack("account", ROOT)
    off = profile.model_copy(update={"audit_trail": AuditTrailSpec(enabled=False)})
    assert not [each for each in plan_of(off, ROOT).resources if "udit" in each.type or each.name.startswith("audit")]


def test_reports_and_findings_are_kept_where_their_stack_is(plan: Plan) -> None:
    for each, function in ((plan, "cost-report"), (environment_plan("dev"), "cost-optimizer")):
        bucket = next(
            one for one in each.resources if one.type == "aws:s3/bucket:Bucket" and one.name == "cost-reports"
        )
        writer = next(
            one for one in each.resources if one.type == "aws:lambda/function:Function" and one.name == function
        )
        assert writer.inputs["environment"]["variables"]["BUCKET"] == bucket.inputs["bucket"]
