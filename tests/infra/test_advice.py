"""What would make an environment cheaper: planned, not guessed."""

from decimal import Decimal

import pytest

from pyairtable_infra.advice import suggestions
from pyairtable_infra.composition.planning import plan_of
from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.profile.loader import load
from tests.conftest import ROOT, environment_plan

pytestmark = pytest.mark.thorough

D = Decimal


def test_each_saving_is_the_difference_of_two_plans() -> None:
    prod = load("prod", ROOT)
    found = {one.key: one.saving for one in suggestions(prod, environment_plan("prod"), ROOT)}
    hours, nano = D(730), D("0.0042")
    # A gateway with 100 GB and its address, against an instance with its address and 8 GB of gp3.
    gateway, instance = (
        hours * D("0.045") + 100 * D("0.045") + hours * D("0.005"),
        hours * (nano + D("0.005")) + D("0.64"),
    )
    assert found["network.egress: { kind: nat_instance }"] == gateway - instance
    plan = next(key for key in found if key.startswith("commitments.savings_plan_usd_per_hour: "))
    hourly = D(plan.rpartition(" ")[2])
    assert abs(found[plan] - hourly * hours / 4) < D("0.00001"), (
        "a fifth of what it covers is a quarter of what it costs"
    )
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_a_suggestion_taken_saves_what_it_said() -> None:
    prod = load("prod", ROOT)
    (best, *_) = suggestions(prod, environment_plan("prod"), ROOT)
    assert best.key == "cluster.spot_percent: 50"
    cluster = prod.cluster.model_copy(update={"spot_percent": 50})
    taken = estimate(plan_of(prod.model_copy(update={"cluster": cluster}), ROOT))
    assert estimate(environment_plan("prod")).monthly - taken.monthly == best.saving
