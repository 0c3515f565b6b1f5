"""The data stores in the environments: who reaches them, and what differs between the three."""

import json
from typing import Any

import pytest

from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import Plan, Resource
from pyairtable_infra.profile.loader import load_text
from tests.conftest import ROOT, environment_plan

ENVIRONMENTS = ("dev", "staging", "prod")
USERS = {
    "database": {"automation-services", "platform-services", "saga-orchestrator"},
    "cache": {
        "airtable-gateway",
        "api-gateway",
        "automation-services",
        "llm-orchestrator",
        "mcp-server",
        "platform-services",
        "saga-orchestrator",
    },
}
VARIABLES = {
    "database": "DATABASE_HOST",
    "cache": "REDIS_URL",
    "files": "FILES_BUCKET",
    "jobs": "JOBS_QUEUE_URL",
}


def of(plan: Plan, kind: str) -> dict[str, Resource]:
    return {one.name: one for one in plan.resources if one.type.endswith(kind) and one.custom}


def variables(plan: Plan, service: str) -> dict[str, str]:
    (container,) = json.loads(of(plan, "ecs/taskDefinition:TaskDefinition")[service].inputs["containerDefinitions"])
    return {one["name"]: one["value"] for one in container["environment"]}


def actions(plan: Plan, service: str) -> set[str]:
    policy = of(plan, "iam/rolePolicy:RolePolicy").get(f"{service}-task")
    document = json.loads(policy.inputs["policy"]) if policy else {"Statement": []}
    return {action for statement in document["Statement"] for action in statement["Action"]}


def planned(text: str) -> Plan:
    profile = load_text("dev", text, ROOT)
    return run(lambda: deploy(profile), project="pyairtable-infra", stack_name="dev", root=ROOT)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize(("store", "port"), [("database", 5432), ("cache", 6379)])
def test_exactly_its_users_reach_a_store(environment: str, store: str, port: int) -> None:
    plan = environment_plan(environment)
    group = of(plan, "ec2/securityGroup:SecurityGroup")[store].id
    rules = of(plan, "SecurityGroupIngressRule").values()
    found = [rule.inputs for rule in rules if rule.inputs["securityGroupId"] == group]
    groups = {one.id: name for name, one in of(plan, "ec2/securityGroup:SecurityGroup").items()}
    rotation = {"rotation-database-function"} if store == "database" else set()
    assert {groups[rule["referencedSecurityGroupId"]] for rule in found} == USERS[store] | rotation
    assert {(rule["fromPort"], rule["toPort"]) for rule in found} == {(port, port)}
    assert group not in {one.inputs["securityGroupId"] for one in of(plan, "SecurityGroupEgressRule").values()}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_service_is_told_where_those_stores_are_that_it_uses_and_no_other(environment: str) -> None:
    plan = environment_plan(environment)
    wanted = {**USERS, "files": {"automation-services"}, "jobs": {"automation-services", "saga-orchestrator"}}
    services = of(plan, "ecs/service:Service")
    for store, variable in VARIABLES.items():
        assert {name for name in services if variable in variables(plan, name)} == wanted[store]


def test_the_caching_policy_reaches_the_services() -> None:
    found = variables(environment_plan("dev"), "api-gateway")
    told = {name: value for name, value in found.items() if name.startswith("CACHE_TTL_SECONDS_")}
    assert told == {
        "CACHE_TTL_SECONDS_AIRTABLE": "180",
        "CACHE_TTL_SECONDS_API_RESPONSE": "300",
        "CACHE_TTL_SECONDS_QUERY": "600",
        "CACHE_TTL_SECONDS_SESSION": "3600",
    }
    assert found["REDIS_URL"].startswith("rediss://master.pyairtable-dev-cache.")


def test_a_service_may_do_what_its_stores_need_and_nothing_else() -> None:
    plan = environment_plan("prod")
    assert actions(plan, "frontend") == set()
    assert actions(plan, "api-gateway") == {"elasticache:Connect"}
    assert {each.partition(":")[0] for each in actions(plan, "saga-orchestrator")} == {"elasticache", "sqs", "kms"}
    assert {each.partition(":")[0] for each in actions(plan, "automation-services")} == {
        "elasticache",
        "kms",
        "s3",
        "sqs",
    }


def test_only_prod_stands_in_two_zones() -> None:
    found: dict[str, Any] = {}
    for environment in ENVIRONMENTS:
        plan = environment_plan(environment)
        database, cache = of(plan, "rds/instance:Instance")["database"], of(plan, "ReplicationGroup")["cache"]
        found[environment] = (
            database.inputs["instanceClass"],
            database.inputs["multiAz"],
            database.inputs["backupRetentionPeriod"],
            cache.inputs["numCacheClusters"],
            cache.inputs["automaticFailoverEnabled"],
        )
    assert found == {
        "dev": ("db.t4g.micro", False, 7, 1, False),
        "staging": ("db.t4g.micro", False, 14, 1, False),
        "prod": ("db.t4g.small", True, 30, 2, True),
    }


def test_with_a_proxy_the_clients_see_it_and_what_administers_the_database_does_not() -> None:
    text = (ROOT / "Pulumi.dev.yaml").read_text()
    plan = planned(text.replace("instance_class: db.t4g.micro", "instance_class: db.t4g.micro, proxy: {}"))
    groups = {one.id: name for name, one in of(plan, "ec2/securityGroup:SecurityGroup").items()}
    into: dict[str, set[str]] = {"database": set(), "database-proxy": set()}
    for rule in of(plan, "SecurityGroupIngressRule").values():
        into.setdefault(groups[rule.inputs["securityGroupId"]], set()).add(
            groups.get(rule.inputs.get("referencedSecurityGroupId", ""), "")
        )
    assert into["database-proxy"] == USERS["database"]
    assert into["database"] == {"database-proxy", "rotation-database-function"}
    proxy, database = of(plan, "rds/proxy:Proxy")["database-proxy"], of(plan, "rds/instance:Instance")["database"]
    hosts = {variables(plan, user)["DATABASE_HOST"] for user in USERS["database"]}
    assert hosts == {proxy.outputs["endpoint"]}
    rotation = of(plan, "lambda/function:Function")["rotation-database"].inputs["environment"]["variables"]
    assert rotation["DATABASE_HOST"] == database.outputs["address"]
    secrets = {name: one for name, one in of(plan, "SecretPolicy").items() if name.startswith("database-")}
    assert len(secrets) == len(proxy.inputs["auths"]) == len(USERS["database"])
    assert all("role/pyairtable-dev-database-proxy" in one.inputs["policy"] for one in secrets.values())
    parameters = {
        each["name"]: each["value"]
        for each in of(plan, "rds/parameterGroup:ParameterGroup")["database"].inputs["parameters"]
    }
    assert int(parameters["max_connections"]) <= 84, "what a db.t4g.micro bears"


@pytest.mark.thorough
def test_a_proxy_lets_more_clients_in_than_the_database_bears() -> None:
    text = (ROOT / "Pulumi.dev.yaml").read_text()
    more = "instance_class: db.t4g.micro, pool_size: 20, proxy: {}"
    plan = planned(text.replace("instance_class: db.t4g.micro", more))
    group = of(plan, "rds/parameterGroup:ParameterGroup")["database"].inputs["parameters"]
    assert {"name": "max_connections", "value": "84", "applyMethod": "pending-reboot"} in group


def test_an_environment_without_data_has_no_key_for_it_and_its_services_use_none() -> None:
    text = (ROOT / "Pulumi.dev.yaml").read_text()
    begin = text.index("  pyairtable-infra:data:")
    plan = planned(text[:begin] + text[text.index("  pyairtable-infra:budget:") :])
    assert not {"data", "data-key"} & {one.name for one in plan.resources}
    assert not set(VARIABLES.values()) & set(variables(plan, "automation-services"))
    assert plan.stack_outputs["data"] == {}


@pytest.mark.thorough
def test_a_task_uses_stores_as_a_service_does() -> None:
    text = (ROOT / "Pulumi.dev.yaml").read_text()
    text += "  pyairtable-infra:tasks:\n    migrate: { image: ghcr.io/a/b/c:v1, uses: [database, files] }\n"
    plan = planned(text)
    assert "migrate-to-database" in of(plan, "SecurityGroupIngressRule")
    assert {"DATABASE_HOST", "FILES_BUCKET"} <= set(variables(plan, "migrate"))
    assert "s3:PutObject" in actions(plan, "migrate")


@pytest.mark.thorough
@pytest.mark.parametrize(
    "database",
    [
        "{ kind: aurora_serverless, readers: 1 }",
        "{ kind: rds, instance_class: db.t4g.medium, replicas: 1, master: { kind: secret } }",
    ],
)
def test_other_kinds_stand_behind_the_same_variables(database: str) -> None:
    text = (ROOT / "Pulumi.dev.yaml").read_text()
    text = text.replace("{ kind: rds, instance_class: db.t4g.micro }", database)
    text = text.replace("{ kind: replication_group, node_type: cache.t4g.micro }", "{ kind: serverless }")
    text = text.replace("time_zone: UTC }", "always_on: [database] }")  # what has a replica cannot be stopped
    plan = planned(text)
    found = variables(plan, "platform-services")
    assert found["DATABASE_HOST"].endswith(".us-east-1.rds.amazonaws.com")
    assert ".serverless." in found["REDIS_URL"]
