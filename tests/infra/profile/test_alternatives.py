"""What a profile could say instead to be cheaper."""

from decimal import Decimal
from typing import Any

from pyairtable_infra.profile.alternatives import alternatives
from pyairtable_infra.profile.loader import load
from pyairtable_infra.profile.profile import EnvironmentProfile
from tests.conftest import ROOT


def keys(profile: EnvironmentProfile, plan: str = "0") -> list[str]:
    return [one.key for one in alternatives(profile, Decimal(plan))]


def changed(environment: str, **sections: Any) -> EnvironmentProfile:
    return EnvironmentProfile.model_validate(load(environment, ROOT).model_dump() | sections)


def test_prod_could_have_an_instance_spot_and_a_savings_plan() -> None:
    assert keys(load("prod", ROOT), "0.189") == [
        "network.egress: { kind: nat_instance }",
        "cluster.spot_percent: 50",
        "commitments.savings_plan_usd_per_hour: 0.189",
    ]


def test_dev_has_them_already() -> None:
    assert keys(load("dev", ROOT)) == []


def test_a_gateway_in_each_zone_could_be_one() -> None:
    network = load("prod", ROOT).network.model_dump() | {"egress": {"kind": "nat_gateway", "per_zone": True}}
    assert "network.egress.per_zone: false" in keys(changed("prod", network=network))


def test_redis_could_be_valkey() -> None:
    profile = load("prod", ROOT).model_dump()
    profile["data"]["cache"]["engine"] = "redis"
    found = {one.key: one.profile for one in alternatives(EnvironmentProfile.model_validate(profile))}
    cache = found["data.cache.engine: valkey"].data.cache
    assert cache is not None
    assert (cache.engine, cache.kind) == ("valkey", "replication_group")


def test_services_on_x86_could_be_on_arm() -> None:
    profile = load("dev", ROOT).model_dump()
    profile["services"]["frontend"]["architecture"] = "X86_64"
    (found,) = alternatives(EnvironmentProfile.model_validate(profile))
    assert found.key == "service_defaults.architecture: ARM64"
    assert found.profile == load("dev", ROOT)


def test_only_that_key_differs() -> None:
    prod = load("prod", ROOT)
    for one in alternatives(prod, Decimal("0.1")):
        before, after = prod.model_dump(), one.profile.model_dump()
        assert [key for key in before if before[key] != after[key]] == [one.key.partition(".")[0]]
