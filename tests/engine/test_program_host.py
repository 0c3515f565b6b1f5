"""A program that runs in this process ends with the engine that asked for it, however that ends."""

import sys
import time
from types import FrameType

from pyairtable_infra.engine.rehearsal import host
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.standin.faults import Fault
from tests.engine.small import UP, small_stack

PATIENCE = 10


def programs() -> int:
    """In how many threads a program runs."""
    return sum(any(each.f_code.co_filename == host.__file__ for each in stack(top)) for top in tops())


def tops() -> list[FrameType]:
    return list(sys._current_frames().values())


def stack(frame: FrameType | None) -> list[FrameType]:
    return [frame, *stack(frame.f_back)] if frame else []


def test_no_program_waits_for_an_engine_that_has_failed(pulumi: Pulumi) -> None:
    """The SDK's outputs of a resource that failed never come, and neither does what waits for them."""
    with small_stack(pulumi) as engine:
        engine.place.cloud.inject(Fault(kind="error", method="Create", urn="::logs-key").model_dump_json())
        assert engine.run(*UP).code != 0
        until = time.monotonic() + PATIENCE
        while programs() and time.monotonic() < until:
            time.sleep(0.05)
        assert programs() == 0
