"""Runs in one process leave nothing behind and do not see each other, whether they end well or badly."""

import asyncio
import gc
import logging
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import pulumi
import pytest
from pulumi import ResourceOptions, ResourceTransformArgs, ResourceTransformResult
from pulumi.runtime import resource as sdk

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.file import dump
from pyairtable_infra.plan.model import Plan
from tests.conftest import ROOT, planned
from tests.infra.engine.programs import Box, bucket, named

pytestmark = pytest.mark.thorough


def _stack(name: str, pause: Callable[[], Awaitable[object]] | None = None) -> Plan:
    """A stack that pauses now and then, has its own configuration, transform and outputs."""

    def tag(args: ResourceTransformArgs) -> ResourceTransformResult:
        return ResourceTransformResult({**args.props, "tags": {"stack": name}}, args.opts)

    async def program() -> None:
        pulumi.runtime.register_resource_transform(tag)
        for count in range(10):
            Box(f"box-{count}")
            if pause:
                await pause()
        pulumi.export("name", pulumi.get_stack())
        pulumi.export("mine", pulumi.Config().require("mine"))

    return run(program, project="example", stack_name=name, root=ROOT, config={"example:mine": f"of {name}"})


def test_stacks_that_are_planned_at_once_do_not_see_each_other() -> None:
    names = ("one", "two", "three")
    alone = {name: dump(_stack(name)) for name in names}
    together = threading.Barrier(len(names), timeout=30)

    async def pause() -> None:
        together.wait()  # every stack is in the middle of its program
        await asyncio.sleep(0)

    with ThreadPoolExecutor(len(names)) as threads:
        plans = dict(zip(names, threads.map(lambda name: _stack(name, pause), names), strict=True))
    assert {name: dump(plan) for name, plan in plans.items()} == alone
    assert plans["two"].stack_outputs == {"name": "two", "mine": "of two"}
    assert {one.inputs["tags"]["stack"] for one in plans["three"].resources if "tags" in one.inputs} == {"three"}


def test_runs_that_overlap_put_everything_back_when_the_last_one_ends() -> None:
    trace, started, ended = sdk._get_stack_trace, threading.Event(), threading.Event()

    async def first() -> None:
        started.set()
        await asyncio.to_thread(lambda: None)
        assert ended.wait(30)

    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(planned, first)
        assert started.wait(30)
        planned(lambda: None)
        assert sdk._get_stack_trace is not trace, "the first run is still on"
        ended.set()
        running.result(30)
    assert sdk._get_stack_trace is trace
    assert gc.isenabled()


class OwnError(Exception):
    """What a program raises."""


def _raise() -> None:
    bucket("one").arn.apply(lambda arn: bucket("two", bucket=arn))
    raise OwnError("too little cheese")


async def _raise_later() -> None:
    bucket("one")
    await asyncio.sleep(0)
    raise OwnError("too little cheese")


def _raise_in_apply() -> None:
    def refuse(_: str) -> str:
        raise OwnError("too little cheese")

    bucket("two", bucket=bucket("one").arn.apply(refuse))


@pytest.mark.parametrize("program", [_raise, _raise_later, _raise_in_apply])
def test_what_a_program_raises_comes_through_and_the_next_run_is_good(
    program: Callable[[], Awaitable[None] | None], caplog: pytest.LogCaptureFixture
) -> None:
    before = (gc.isenabled(), gc.get_threshold(), sdk._get_stack_trace)
    with caplog.at_level(logging.INFO), pytest.raises(OwnError, match=r"^too little cheese$"):
        planned(program)
    gc.collect()
    assert (gc.isenabled(), gc.get_threshold(), sdk._get_stack_trace) == before
    with pytest.raises(RuntimeError):
        asyncio.get_event_loop()
    assert not caplog.records, "nothing is told of tasks that were left"
    assert named(planned(lambda: None), "example-test").id == ""


def test_a_refusal_of_the_engine_leaves_the_process_usable() -> None:
    def program() -> None:
        bucket("twin")
        after = bucket("twin")
        bucket("other", tags={"arn": after.arn}, opts=ResourceOptions(depends_on=[after]))

    good = dump(_stack("good"))
    with pytest.raises(EngineError):
        planned(program)
    assert dump(_stack("good")) == good
    assert gc.isenabled()


def test_transforms_and_exports_of_a_run_are_gone_in_the_next() -> None:
    _stack("before")

    def program() -> None:
        bucket("one")

    plan = planned(program)
    assert "tags" not in named(plan, "one").inputs
    assert plan.stack_outputs == {}
