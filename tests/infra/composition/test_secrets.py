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
}


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
        assert reading == expected | ({"rotation-generated-function"} if path == "internal-key" else set())


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
    assert services == {f"pyairtable-{environment}-airtable-gateway", f"pyairtable-{environment}-api-gateway"}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_plan_holds_what_looks_like_a_credential(environment: str) -> None:
    plan: Plan = environment_plan(environment)
    texts = [text for resource in plan.resources for text in walk(dict(resource.inputs)) if isinstance(text, str)]
    assert len(texts) > 1000
    assert not [text for text in texts if looks_like_credential("", text)]
    assert "secretString" not in dump(plan)
