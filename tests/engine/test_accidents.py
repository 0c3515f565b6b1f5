"""Whatever call fails in the middle of a first `up`: the next one ends as if nothing had been."""

import json
from typing import Any

import pytest

from pyairtable_infra.engine.program import as_main_program
from pyairtable_infra.engine.rehearsal.command import Engine
from pyairtable_infra.engine.rehearsal.holdings import holdings
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.rehearsal.sealed import sealed
from pyairtable_infra.engine.rehearsal.stack_file import StackFile
from pyairtable_infra.engine.standin.faults import Fault
from pyairtable_infra.plan.agreement import differences, of_plan, of_state
from tests.conftest import ROOT, environment_plan
from tests.engine.small import STACK, UP, small_stack, state_of

SHARDS = 4
"""Parts that the calls are dealt out to, so that several workers share them."""
METHODS = {"CheckConfig", "Configure", "Invoke", "Read", "Check", "Create"}
"""What the engine calls in a first `up`."""


SAMPLE = (60, 330, 600)
"""Calls of a first `up` of dev, which takes about 630."""


def after(engine: Engine) -> Any:
    """The state, which is to know all that exists, and nothing else."""
    state = json.loads(state_of(engine).read_text())
    found = holdings(state, engine.place.cloud.things())
    assert found.clean, str(found)
    return state


@pytest.fixture(scope="module")
def undisturbed(pulumi: Pulumi) -> tuple[Any, int]:
    """The state after an `up` in which nothing fails, and how many calls it took."""
    with small_stack(pulumi) as engine:
        assert engine.run(*UP).code == 0
        calls = engine.place.cloud.calls()
        assert {method for _, method, _ in calls} == METHODS
        return after(engine), len(calls)


def disturbed(pulumi: Pulumi, fault: Fault) -> Any:
    """The state after an `up` under `fault` and another one without."""
    with small_stack(pulumi) as engine:
        return failed_once(engine, fault)


def failed_once(engine: Engine, fault: Fault) -> Any:
    engine.place.cloud.inject(fault.model_dump_json())
    failed = engine.run(*UP)
    assert engine.place.cloud.struck, "the fault came"
    assert failed.code != 0, failed.output
    engine.place.cloud.inject()
    again = engine.run(*UP)
    assert again.code == 0, again.message
    return after(engine)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_an_error_at_any_call_of_a_first_up_leaves_no_trace(
    pulumi: Pulumi, undisturbed: tuple[Any, int], shard: int
) -> None:
    state, calls = undisturbed
    for call in range(1 + shard, calls + 1, SHARDS):
        left = disturbed(pulumi, Fault(kind="error", call=call))
        assert differences(of_state(left), of_state(state)) == [], f"call {call}"


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="throttle", method="Create", call=2, times=3),
        Fault(kind="partial", method="Create", urn="LogGroup"),
        Fault(kind="partial", method="Create", urn="::logs-key"),
        Fault(kind="error", method="Invoke"),
        Fault(kind="error", method="Read"),
    ],
    ids=str,
)
def test_a_bad_day_of_the_cloud_leaves_no_trace(pulumi: Pulumi, undisturbed: tuple[Any, int], fault: Fault) -> None:
    state, _ = undisturbed
    assert differences(of_state(disturbed(pulumi, fault)), of_state(state)) == []


@pytest.mark.parametrize("call", SAMPLE)
def test_an_error_in_a_first_up_of_dev_leaves_no_trace(pulumi: Pulumi, call: int) -> None:
    with sealed(pulumi) as place, as_main_program(ROOT / "src") as program:
        StackFile(ROOT, place.project, STACK)
        engine = Engine(pulumi, place, STACK, program)
        assert engine.run("stack", "init").code == 0
        left = failed_once(engine, Fault(kind="error", call=call))
    assert differences(of_state(left), of_plan(environment_plan(STACK))) == []
