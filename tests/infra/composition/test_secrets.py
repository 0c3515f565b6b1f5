"""The secrets of the committed environments: who reads which, and that no value is anywhere."""

import json

import pytest

from pyairtable_components.workload.credentials import looks_like_credential
from pyairtable_infra.plan.file import dump
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, granted, only
from tests.conftest import environment_plan, walk
from tests.infra.operations.bootstrap.iam import Principal, Request, allowed

ENVIRONMENTS = ["dev", "staging", "prod"]
READERS = {
    "api-keys-airtable": {"airtable-gateway"},
    "api-keys-gemini": {"llm-orchestrator"},
    "internal-key": {"airtable-gateway", "api-gateway"},
    **{
        f"database-{service}": {service}
        for service in ("automation-services", "platform-services", "saga-orchestrator")
    },
}
ROTATED = {path: path.partition("-")[0].replace("internal", "generated") for path in READERS if "api-keys" not in path}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_each_service_reads_its_own_secrets_and_no_other(environment: str) -> None:
    plan = environment_plan(environment)
    policies = {policy.name: json.loads(policy.inputs["policy"]) for policy in every(plan, "rolePolicy:RolePolicy")}
    for path, wanted in READERS.items():
        secret = only(plan, "secret:Secret", f"{path}-secret")
        on_it = json.loads(only(plan, "secretPolicy:SecretPolicy", f"{path}-secret").inputs["policy"])
        request = Request("secretsmanager:GetSecretValue", secret.outputs["arn"])
        reading = {
            role.name
            for role in every(plan, "iam/role:Role")
            if allowed(Principal(role.outputs["arn"], (policies.get(role.name, {}),)), request, on_it)
        }
        expected = {f"{service}-execution" for service in wanted}
        assert reading == expected | ({f"rotation-{ROTATED[path]}-function"} if path in ROTATED else set())


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_task_gets_a_reference_and_never_a_value(environment: str) -> None:
    plan = environment_plan(environment)
    definition = only(plan, "taskDefinition:TaskDefinition", "airtable-gateway")
    (container,) = json.loads(definition.inputs["containerDefinitions"])
    arns = {path: only(plan, "secret:Secret", f"{path}-secret").outputs["arn"] for path in READERS}
    assert container["secrets"] == [
        {"name": "AIRTABLE_TOKEN", "valueFrom": arns["api-keys-airtable"]},
        {"name": "INTERNAL_API_KEY", "valueFrom": f"{arns['internal-key']}:value::"},
    ]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_what_rotates_redeploys_its_readers_and_nothing_else(environment: str) -> None:
    services = {
        arn.rpartition("/")[2]
        for arn in granted(environment_plan(environment), "redeploy-function")["ecs:UpdateService"]
    }
    readers = set().union(*(READERS[path] for path in ROTATED))
    assert services == {f"pyairtable-{environment}-{reader}" for reader in readers}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_client_of_the_database_logs_in_as_itself(environment: str) -> None:
    plan = environment_plan(environment)
    secret = only(plan, "secret:Secret", "database-saga-orchestrator-secret").outputs["arn"]
    (container,) = json.loads(
        only(plan, "taskDefinition:TaskDefinition", "saga-orchestrator").inputs["containerDefinitions"]
    )
    assert container["secrets"] == [
        {"name": "DATABASE_PASSWORD", "valueFrom": f"{secret}:password::"},
        {"name": "DATABASE_USER", "valueFrom": f"{secret}:username::"},
    ]
    assert {one["name"] for one in container["environment"]} >= {"DATABASE_HOST", "DATABASE_NAME", "DATABASE_PORT"}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_rotation_of_the_database_reaches_it_and_secrets_manager_only(environment: str) -> None:
    plan = environment_plan(environment)
    group = only(plan, "securityGroup:SecurityGroup", "rotation-database-function")
    rules = [
        rule
        for rule in every(plan, "SecurityGroupEgressRule")
        if group.urn in rule.property_dependencies["securityGroupId"]
    ]
    assert sorted(rule.inputs["toPort"] for rule in rules) == [443, 5432]
    assert "pg8000/native.py" in only(plan, "function:Function", "rotation-database").inputs["code"]["assets"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_people_are_reminded_of_what_nothing_rotates(environment: str) -> None:
    plan = environment_plan(environment)
    variables = only(plan, "function:Function", "secret-reminder").inputs["environment"]["variables"]
    assert variables["PREFIX"] == f"pyairtable/{environment}/"
    assert variables["TOPIC_ARN"] == only(plan, "sns/topic:Topic", "alerts").outputs["arn"]
    grants = granted(plan, "secret-reminder-function")
    assert "secretsmanager:GetSecretValue" not in grants
    assert grants["secretsmanager:ListSecrets"] == ["*"]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_alarm_that_rolls_nothing_back_tells_somebody(environment: str) -> None:
    plan = environment_plan(environment)
    topic = only(plan, "sns/topic:Topic", "alerts").outputs["arn"]
    alarms = [alarm for alarm in every(plan, "MetricAlarm") if not alarm.name.endswith("-deployment")]
    assert alarms
    assert {alarm.name for alarm in alarms if alarm.inputs.get("alarmActions") != [topic]} == set()


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_plan_holds_what_looks_like_a_credential(environment: str) -> None:
    plan: Plan = environment_plan(environment)
    texts = [text for resource in plan.resources for text in walk(dict(resource.inputs)) if isinstance(text, str)]
    assert len(texts) > 1000
    assert not [text for text in texts if looks_like_credential("", text)]
    assert "secretString" not in dump(plan)
