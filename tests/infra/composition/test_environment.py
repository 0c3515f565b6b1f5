"""What an environment exports, and what differs between the three."""

import json
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import Plan, Resource
from pyairtable_infra.profile.loader import load
from tests.conftest import ROOT, environment_plan

ENVIRONMENTS = ("dev", "staging", "prod")


def of_type(plan: Plan, type_: str) -> list[Resource]:
    return [resource for resource in plan.resources if resource.type == type_]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_outputs_are_what_another_stack_needs(environment: str) -> None:
    outputs = environment_plan(environment).stack_outputs
    assert set(outputs) == {
        "cluster",
        "data",
        "intent",
        "namespace",
        "security_group_ids",
        "services",
        "subnet_ids",
        "tasks",
        "url",
        "vpc_id",
    }
    assert outputs["vpc_id"].startswith("vpc-")
    assert outputs["services"]["api-gateway"] == f"pyairtable-{environment}-api-gateway"


@pytest.mark.parametrize(
    ("environment", "budget", "minutes", "days"),
    [("dev", "98", 30, 7), ("staging", "150", 15, 14), ("prod", "395", 5, 30)],
)
def test_the_intent_carries_budget_and_objectives(environment: str, budget: str, minutes: int, days: int) -> None:
    intent = environment_plan(environment).intent
    assert intent["budget"]["monthly_usd"] == budget
    assert intent["objectives"] == {"recovery_time_minutes": minutes, "backup_retention_days": days}
    assert set(intent["replicas"]) == set(environment_plan(environment).stack_outputs["services"])


def test_no_two_networks_of_the_environments_overlap() -> None:
    blocks = [
        IPv4Network(block)
        for environment in ENVIRONMENTS
        for network in [load(environment, ROOT).network]
        for block in (network.cidr, network.recovery_cidr)
        if block
    ]
    assert len(blocks) == 6
    assert not [(a, b) for i, a in enumerate(blocks) for b in blocks[i + 1 :] if a.overlaps(b)]


def test_dev_pays_for_no_nat_gateway_and_prod_has_one() -> None:
    counts = {env: len(of_type(environment_plan(env), "aws:ec2/natGateway:NatGateway")) for env in ENVIRONMENTS}
    assert counts == {"dev": 0, "staging": 0, "prod": 1}


@pytest.mark.parametrize(("environment", "protected"), [("dev", False), ("staging", False), ("prod", True)])
def test_only_prod_protects_its_keys_and_logs(environment: str, *, protected: bool) -> None:
    plan = environment_plan(environment)
    kept = of_type(plan, "aws:kms/key:Key") + of_type(plan, "aws:cloudwatch/logGroup:LogGroup")
    assert {resource.protect for resource in kept} == {protected}
    assert {resource.retain_on_delete for resource in kept} == {protected}


def test_plain_http_is_dev_only() -> None:
    for environment in ENVIRONMENTS:
        protocols = {
            one.inputs["protocol"] for one in of_type(environment_plan(environment), "aws:lb/listener:Listener")
        }
        assert protocols == ({"HTTP"} if environment == "dev" else {"HTTP", "HTTPS"})


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_resource_has_our_provider(environment: str) -> None:
    plan = environment_plan(environment)
    providers = {one.provider for one in plan.resources if one.custom and not one.type.startswith("pulumi:")}
    assert len(providers) == 1
    assert "::pulumi:providers:aws::aws::" in providers.pop(), "no default provider is used"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_logical_names_hold_no_environment(environment: str) -> None:
    names = {one.name for one in environment_plan(environment).resources if one.parent}
    assert not {name for name in names if environment in name.split("-")}


def test_a_service_is_told_where_those_are_that_it_may_call() -> None:
    definitions = of_type(environment_plan("dev"), "aws:ecs/taskDefinition:TaskDefinition")
    frontend = next(one for one in definitions if one.name == "frontend")
    (container,) = json.loads(frontend.inputs["containerDefinitions"])
    urls = {one["name"]: one["value"] for one in container["environment"] if one["name"].endswith("_URL")}
    assert urls == {
        "API_GATEWAY_URL": "http://api-gateway.dev.pyairtable.internal:8000",
        "PLATFORM_SERVICES_URL": "http://platform-services.dev.pyairtable.internal:8007",
    }


@pytest.mark.thorough
def test_a_task_reaches_the_service_that_names_it_as_caller(tmp_path: Path) -> None:
    text = (ROOT / "Pulumi.dev.yaml").read_text()
    image = "ghcr.io/pyairtable-org/shared/report:v2.0.0"
    text += f"""\
  pyairtable-infra:tasks:
    report: {{ image: "{image}", schedule: cron(0 3 * * ? *) }}
    migrate: {{ image: "{image}" }}
  pyairtable-infra:services:
    saga-orchestrator: {{ callers: [report] }}
"""
    (tmp_path / "Pulumi.dev.yaml").write_text(text)
    profile = load("dev", tmp_path)
    plan = run(lambda: deploy(profile), project="pyairtable-infra", stack_name="dev", root=tmp_path)
    rules = of_type(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
    (rule,) = [one for one in rules if one.name == "report-to-saga-orchestrator"]
    assert rule.inputs["fromPort"] == 8008
    (schedule,) = [one for one in of_type(plan, "aws:scheduler/schedule:Schedule") if one.name == "report"]
    assert schedule.inputs["scheduleExpression"] == "cron(0 3 * * ? *)"
    definitions = {one.name: one for one in of_type(plan, "aws:ecs/taskDefinition:TaskDefinition")}
    assert "SAGA_ORCHESTRATOR_URL" in definitions["report"].inputs["containerDefinitions"]
    assert plan.stack_outputs["tasks"]["migrate"]["definition_arn"] == definitions["migrate"].outputs["arn"]
    assert set(plan.stack_outputs["tasks"]) == {"migrate"}, "a scheduled one is started by its schedule"
    assert "SAGA_ORCHESTRATOR_URL" not in definitions["migrate"].inputs["containerDefinitions"]
