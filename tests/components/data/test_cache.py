"""Valkey and Redis: who logs in and how, what is encrypted, what takes over."""

from typing import Any

import pytest

from pyairtable_components import ServerlessRedisCache
from pyairtable_components.data.spec import ServerlessCache
from pyairtable_infra.plan.model import Plan
from tests.components.data.making import ISOLATED, NETWORK, cache_plan, store_plan
from tests.components.reading import every, names, only, uses
from tests.components.standing import KEY
from tests.conftest import walk

GROUP, USER = "ReplicationGroup", "elasticache/user:User"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return cache_plan()


def inputs(plan: Plan) -> Any:
    return only(plan, GROUP).inputs


def test_it_is_one_valkey_node_where_nothing_has_a_way_out(plan: Plan) -> None:
    wanted = {"engine": "valkey", "engineVersion": "8.0", "nodeType": "cache.t4g.micro", "numCacheClusters": 1}
    wanted |= {"replicationGroupId": "shop-dev-cache", "port": 6379, "snapshotRetentionLimit": 0}
    assert {key: inputs(plan)[key] for key in wanted} == wanted
    assert only(plan, "elasticache/subnetGroup:SubnetGroup").inputs["subnetIds"] == list(ISOLATED)
    assert uses(only(plan, GROUP), "securityGroupIds", only(plan, "ec2/securityGroup:SecurityGroup"))
    assert not every(plan, "SecurityGroupIngressRule"), "only declared clients are let in, elsewhere"


def test_it_is_encrypted_at_rest_and_speaks_tls_only(plan: Plan) -> None:
    assert inputs(plan)["atRestEncryptionEnabled"] is True
    assert inputs(plan)["kmsKeyId"] == KEY
    assert inputs(plan)["transitEncryptionEnabled"] is True
    assert inputs(plan)["transitEncryptionMode"] == "required"


def test_it_evicts_what_was_used_least_recently(plan: Plan) -> None:
    group = only(plan, "elasticache/parameterGroup:ParameterGroup")
    assert group.inputs["parameters"] == [{"name": "maxmemory-policy", "value": "allkeys-lru"}]
    assert group.inputs["family"] == "valkey8"


def test_slow_commands_are_logged(plan: Plan) -> None:
    (log,) = inputs(plan)["logDeliveryConfigurations"]
    assert (log["logType"], log["destination"]) == ("slow-log", "/shop/dev/cache/slow")


@pytest.mark.parametrize(("nodes", "several"), [(1, False), (2, True), (3, True)])
def test_with_another_node_in_another_zone_one_takes_over(nodes: int, *, several: bool) -> None:
    found = inputs(cache_plan(nodes=nodes))
    assert (found["automaticFailoverEnabled"], found["multiAzEnabled"]) == (several, several)


def test_each_client_is_a_user_without_a_password(plan: Plan) -> None:
    users = every(plan, USER)
    assert names(users) == {"cache-cart", "cache-orders"}
    for user in users:
        assert user.inputs["userId"] == user.inputs["userName"], "IAM authentication demands it"
        assert user.inputs["authenticationMode"] == {"type": "iam"}
        assert "-@dangerous" in user.inputs["accessString"]
        assert not {"passwords", "passwordsWo"} & set(user.inputs)
    group = only(plan, "UserGroup")
    assert sorted(group.inputs["userIds"]) == ["shop-dev-cart", "shop-dev-orders"]
    assert uses(only(plan, GROUP), "userGroupIds", group)


def test_passwords_are_made_up_and_no_plan_shows_one() -> None:
    plan = cache_plan(authentication="password")
    for user in every(plan, USER):
        assert user.inputs["passwordsWoVersion"] == 1
        assert user.ignore_changes == ("passwordsWo",)
    everything = [value for one in plan.resources for value in walk({"in": one.inputs, "out": one.outputs})]
    assert not [value for value in everything if isinstance(value, str) and "NotAPassword" in value]


def test_redis_has_a_default_user_that_may_do_nothing() -> None:
    plan = cache_plan(engine="redis")
    assert (inputs(plan)["engine"], inputs(plan)["engineVersion"]) == ("redis", "7.1")
    nobody = only(plan, USER, "cache-nobody").inputs
    assert (nobody["userName"], nobody["accessString"]) == ("default", "off -@all")
    assert "shop-dev-cache-nobody" in only(plan, "UserGroup").inputs["userIds"]


@pytest.mark.parametrize(
    ("days", "protection", "last"), [(0, "strict", False), (7, "strict", True), (7, "none", False)]
)
def test_snapshots_are_a_choice(days: int, protection: str, *, last: bool) -> None:
    found = inputs(cache_plan({"protection": protection}, snapshot_days=days))
    assert found["snapshotRetentionLimit"] == days
    assert ("snapshotWindow" in found) is bool(days)
    assert ("finalSnapshotIdentifier" in found) is last


def test_alarms_begin_at_enhanced_for_each_node() -> None:
    assert not every(cache_plan(), "MetricAlarm")
    plan = cache_plan({"monitoring": "enhanced"}, nodes=2)
    assert names(every(plan, "MetricAlarm")) == {f"cache-{n}-{what}" for n in (1, 2) for what in ("cpu", "memory")}
    assert only(plan, "MetricAlarm", "cache-2-cpu").inputs["dimensions"] == {"CacheClusterId": "shop-dev-cache-002"}


def test_serverless_stands_behind_the_same_refs() -> None:
    made: list[ServerlessRedisCache] = []
    spec = ServerlessCache(kind="serverless", snapshot_days=3)
    plan = store_plan(
        lambda where: made.append(
            ServerlessRedisCache("cache", spec, where, network=NETWORK, key_arn=KEY, clients=("cart",))
        )
    )
    cache = only(plan, "ServerlessCache")
    assert cache.inputs["cacheUsageLimits"] == {
        "dataStorage": {"maximum": 1, "unit": "GB"},
        "ecpuPerSeconds": [{"maximum": 1000}],
    }
    assert (cache.inputs["kmsKeyId"], cache.inputs["dailySnapshotTime"]) == (KEY, "02:00")
    assert cache.inputs["majorEngineVersion"] == "8"
    assert uses(cache, "userGroupId", only(plan, "UserGroup"))
    assert set(made[0].refs.users) == {"cart"}
