"""What a profile could say instead to be cheaper."""

from decimal import Decimal
from typing import Any

import pytest

from pyairtable_infra.profile.alternatives import alternatives
from pyairtable_infra.profile.loader import load
from pyairtable_infra.profile.profile import EnvironmentProfile
from tests.conftest import ROOT

RESERVATIONS = ["commitments.reserved_nodes: { db.t4g.micro: 1 }", "commitments.reserved_nodes: { cache.t4g.micro: 1 }"]


def keys(profile: EnvironmentProfile, plan: str = "0") -> list[str]:
    return [one.key for one in alternatives(profile, Decimal(plan))]


def changed(environment: str, **sections: Any) -> EnvironmentProfile:
    return EnvironmentProfile.model_validate(load(environment, ROOT).model_dump(exclude_unset=True) | sections)


def test_prod_could_have_an_instance_spot_and_commitments() -> None:
    """A smaller database would not bear the connections of its services."""
    assert keys(load("prod", ROOT), "0.189") == [
        "network.egress: { kind: nat_instance }",
        "cluster.spot_percent: 50",
        "commitments.reserved_nodes: { db.t4g.small: 1 }",
        "commitments.reserved_nodes: { cache.t4g.micro: 2 }",
        "commitments.savings_plan_usd_per_hour: 0.189",
    ]


def test_dev_has_all_but_reservations() -> None:
    assert keys(load("dev", ROOT)) == RESERVATIONS
    reserved = {"reserved_nodes": {"db.t4g.micro": 1, "cache.t4g.micro": 1}}
    assert keys(changed("dev", commitments=reserved)) == []


def test_staging_could_sleep_at_night_and_prod_could_not() -> None:
    assert "hours: { start: '09:00', end: '19:00' }" in keys(load("staging", ROOT))
    assert not [key for key in keys(load("prod", ROOT)) if key.startswith("hours")]


def test_container_insights_could_be_off() -> None:
    cluster = load("prod", ROOT).cluster.model_dump(exclude_unset=True) | {"insights": None}
    assert "cluster.insights: disabled" in keys(changed("prod", cluster=cluster))


@pytest.mark.parametrize(
    ("section", "key", "node", "less"),
    [
        ("database", "instance_class", "db.t4g.2xlarge", "db.t4g.xlarge"),
        ("database", "instance_class", "db.m7g.large", None),
        ("database", "instance_class", "db.r7i.48xlarge", None),
        ("cache", "node_type", "cache.m7g.8xlarge", "cache.m7g.4xlarge"),
    ],
)
def test_the_next_smaller_node_of_its_family(section: str, key: str, node: str, less: str | None) -> None:
    data = load("prod", ROOT).data.model_dump(exclude_unset=True)
    data[section][key] = node
    found = [one for one in keys(changed("prod", data=data)) if one.startswith(f"data.{section}.{key}: ")]
    assert found == ([f"data.{section}.{key}: {less}"] if less else [])


def test_a_gateway_in_each_zone_could_be_one() -> None:
    network = load("prod", ROOT).network.model_dump(exclude_unset=True) | {
        "egress": {"kind": "nat_gateway", "per_zone": True}
    }
    assert "network.egress.per_zone: false" in keys(changed("prod", network=network))


def test_redis_could_be_valkey() -> None:
    profile = load("prod", ROOT).model_dump(exclude_unset=True)
    profile["data"]["cache"]["engine"] = "redis"
    found = {one.key: one.profile for one in alternatives(EnvironmentProfile.model_validate(profile))}
    cache = found["data.cache.engine: valkey"].data.cache
    assert cache is not None
    assert (cache.engine, cache.kind) == ("valkey", "replication_group")


def test_services_on_x86_could_be_on_arm() -> None:
    profile = load("dev", ROOT).model_dump(exclude_unset=True)
    profile["services"]["frontend"]["architecture"] = "X86_64"
    (found, *others) = alternatives(EnvironmentProfile.model_validate(profile))
    assert found.key == "service_defaults.architecture: ARM64"
    assert [one.key for one in others] == RESERVATIONS
    assert found.profile == load("dev", ROOT)


def test_only_that_key_differs() -> None:
    prod = load("prod", ROOT)
    for one in alternatives(prod, Decimal("0.1")):
        before, after = prod.model_dump(), one.profile.model_dump()
        assert [key for key in before if before[key] != after[key]] == [one.key.partition(".")[0]]
