"""Hours under the real engine: what AWS changes at night is no drift, and what the profile says next is not lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi_aws as aws
import pytest
from pulumi import ResourceOptions

from pyairtable_components import EcsService, HoursSpec, OffHours
from pyairtable_infra.engine.rehearsal.command import Engine
from pyairtable_infra.engine.rehearsal.phase import changed
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.rehearsal.sealed import sealed
from pyairtable_infra.engine.standin.cloud import Thing
from tests.components.standing import CLUSTER, NETWORK, a_service
from tests.conftest import a_context

TARGET, WAKE = "aws:appautoscaling/target:Target", "aws:appautoscaling/scheduledAction:ScheduledAction"
ASLEEP = {"minCapacity": 0, "maxCapacity": 0}


@dataclass
class Wanted:
    """What the program says at the moment."""

    maximum: int = 3
    hours: bool = True


def program(wanted: Wanted) -> None:
    """A service with hours."""
    provider = aws.Provider("aws", region="us-east-1")
    context, opts = a_context(), ResourceOptions(providers=[provider])
    spec = a_service(replicas={"minimum": 1, "maximum": wanted.maximum})
    cart = EcsService("cart", spec, context, cluster=CLUSTER, network=NETWORK, sleeps=wanted.hours, opts=opts)
    if wanted.hours:
        spec_of_hours = HoursSpec(start="09:00", end="19:00")
        OffHours("hours", spec_of_hours, context, schedulable=[cart.schedulable], opts=opts)


@dataclass
class Life:
    """One stack: what was changed in each step, the limits after it, and to which ones it wakes."""

    engine: Engine
    changes: dict[str, dict[str, int]] = field(default_factory=dict)
    limits: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    wakes: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def thing(self, type_: str, name: str) -> Thing | None:
        found = (thing for thing in self.engine.place.cloud.things() if thing.type == type_)
        return next((thing for thing in found if thing.urn.endswith(f"::{name}")), None)

    def target(self) -> Thing:
        found = self.thing(TARGET, "cart")
        assert found
        return found

    def night(self) -> None:
        """AWS does what the scheduled action says."""
        self.engine.place.cloud.drift(self.target(), ASLEEP)

    def up(self, step: str, *options: str) -> None:
        done = self.engine.run("up", "--yes", "--skip-preview", *options)
        assert done.code == 0, done.message
        self.changes[step] = changed(done.heard.counts)
        self.limits[step] = {key: self.target().inputs[key] for key in ASLEEP}
        wake = self.thing(WAKE, "cart-wake")
        self.wakes[step] = wake.inputs["scalableTargetAction"] if wake else {}


@pytest.fixture(scope="module")
def life(pulumi: Pulumi) -> Iterator[Life]:
    wanted = Wanted()
    with sealed(pulumi) as place:
        (place.project / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
        life = Life(Engine(pulumi, place, "dev", lambda: program(wanted)))
        assert life.engine.run("stack", "init").code == 0
        life.up("day")
        life.night()
        life.up("night")
        life.up("night, refreshed", "--refresh")
        wanted.maximum = 5
        life.up("more at night")
        wanted.hours = False
        life.up("without hours", "--refresh")
        yield life


def test_by_day_the_limits_are_those_of_the_service(life: Life) -> None:
    assert life.limits["day"] == {"minCapacity": 1, "maxCapacity": 3}


@pytest.mark.parametrize("step", ["night", "night, refreshed"])
def test_an_up_at_night_wakes_nothing(life: Life, step: str) -> None:
    assert life.changes[step] == {}
    assert life.limits[step] == ASLEEP


def test_what_the_profile_says_at_night_counts_from_the_morning_on(life: Life) -> None:
    assert life.changes["more at night"] == {"update": 1}
    assert life.limits["more at night"] == ASLEEP
    assert life.wakes["more at night"] == {"minCapacity": 1, "maxCapacity": 5}


def test_without_hours_a_refresh_finds_what_sleeps_and_wakes_it(life: Life) -> None:
    assert life.limits["without hours"] == {"minCapacity": 1, "maxCapacity": 5}
    assert life.changes["without hours"]["delete"] == 3, "the component and its two actions"
