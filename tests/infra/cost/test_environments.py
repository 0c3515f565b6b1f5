"""What the three environments cost by what they contain today, and how it is made up."""

from decimal import Decimal

import pytest

from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.cost.model import Estimate, total
from tests.conftest import environment_plan, environment_preview
from tests.infra.cost.making import HOURS, D

TASK = HOURS * (D("0.03238") / 4 + D("0.00356") / 2)
SPOT_TASK = TASK * D("0.3")
ALB, IPV4 = HOURS * D("0.0225"), HOURS * D("0.005")


def of_type(found: Estimate, *kinds: str) -> Decimal:
    """What the types that end so cost, usage left out."""
    return total(each.monthly - each.usage_monthly for each in found.resources if each.type.rpartition(":")[2] in kinds)


def test_dev_by_hand() -> None:
    found = estimate(environment_plan("dev"))
    services = total(each.monthly for each in found.resources if each.type == "aws:ecs/service:Service")
    assert services == pytest.approx((6 * SPOT_TASK + 2 * TASK) * 50 / 168, rel=D("0.000001")), "50 of 168 hours"
    assert of_type(found, "LoadBalancer") == ALB + 2 * IPV4
    assert of_type(found, "Group") == HOURS * D("0.0042") + 8 * D("0.08") + IPV4, "the NAT instance"
    awake = HOURS * D("52.5") / 168  # it starts a quarter of an hour before the services, and stops as long after them
    assert of_type(found, "Instance") == pytest.approx(awake * D("0.016") + 20 * D("0.115") + D("0.40")), (
        "the database, 20 GB of gp3, and the secret of its master user"
    )
    assert of_type(found, "ReplicationGroup") == HOURS * D("0.0128"), "one Valkey node"
    # A key for logs, one for data and one for secrets; an alarm of each service, one on the storage of the database,
    # two of each of the five functions, and one of what could not be put to sleep.
    assert of_type(found, "Key", "PrivateDnsNamespace", "MetricAlarm") == 3 + D("0.5") + 20 * D("0.1")
    assert of_type(found, "Secret") == 6 * D("0.40"), "three purposes, and three clients of the database"
    assert found.monthly - found.usage_monthly == of_type(
        found,
        "Service",
        "LoadBalancer",
        "Group",
        "Key",
        "PrivateDnsNamespace",
        "MetricAlarm",
        "Instance",
        "ReplicationGroup",
        "Secret",
    )


def test_the_stores_of_prod_by_hand() -> None:
    found = estimate(environment_plan("prod"))
    assert of_type(found, "Instance") == HOURS * D("0.065") + 20 * D("0.23") + D("0.40"), "two zones, each with storage"
    assert of_type(found, "ReplicationGroup") == 2 * HOURS * D("0.0128")


@pytest.mark.parametrize(("environment", "services"), [("staging", 8 * TASK + 8 * SPOT_TASK), ("prod", 24 * TASK)])
def test_the_services_of_the_others_by_hand(environment: str, services: Decimal) -> None:
    assert of_type(estimate(environment_plan(environment)), "Service") == services


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_nothing_of_ours_is_unpriced_without_a_reason_that_we_know(environment: str) -> None:
    unpriced = {each.type for each in estimate(environment_plan(environment)).unpriced}
    assert unpriced <= {"aws:ecs/cluster:Cluster"}


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_every_resource_is_priced_free_or_unpriced(environment: str) -> None:
    plan = environment_plan(environment)
    found = estimate(plan)
    counted = {each.urn for each in found.resources} | {each.urn for each in found.unpriced}
    ours = [one for one in plan.resources if one.custom and not one.type.startswith("pulumi:") and not one.external]
    assert len(counted) + found.free == len(ours)


@pytest.mark.thorough
@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_what_a_deployment_decides_does_not_change_the_price(environment: str) -> None:
    unknown, known = environment_preview(environment), environment_plan(environment)
    assert estimate(unknown).resources == estimate(known).resources
