"""Transforms of calls: they change arguments and options, and cannot wait in a plan."""

import asyncio
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import InvokeTransformArgs, InvokeTransformResult

from pyairtable_infra.engine.errors import EngineError
from tests.conftest import planned

Transform = Callable[[InvokeTransformArgs], Any]
REGION = "aws:index/getRegion:getRegion"


def _region(*transforms: Transform) -> object:
    """The region that a call finds under `transforms`."""

    def program() -> None:
        for transform in transforms:
            pulumi.runtime.register_invoke_transform(transform)
        pulumi.export("region", aws.get_region().region)

    return planned(program).stack_outputs["region"]


def _to(region: str) -> Transform:
    return lambda args: InvokeTransformResult({**args.args, "region": region}, args.opts)


def test_the_arguments_are_changed_by_one_after_the_other() -> None:
    def further(args: InvokeTransformArgs) -> InvokeTransformResult:
        return InvokeTransformResult({"region": f"{args.args['region']}-1"}, args.opts)

    assert _region(_to("eu-west"), further) == "eu-west-1"


def test_a_transform_that_returns_nothing_changes_nothing() -> None:
    seen: list[str] = []
    assert _region(lambda args: seen.append(args.token)) == "us-east-1"
    assert seen == [REGION]


def test_the_provider_is_changed() -> None:
    def program() -> None:
        west = aws.Provider("west", region="us-west-2")

        def elsewhere(args: InvokeTransformArgs) -> InvokeTransformResult:
            args.opts.provider = west
            return InvokeTransformResult(args.args, args.opts)

        pulumi.runtime.register_invoke_transform(elsewhere)
        pulumi.export("region", aws.get_region_output().region)

    assert planned(program).stack_outputs["region"] == "us-west-2"


def test_a_transform_that_waits_is_refused() -> None:
    async def later(args: InvokeTransformArgs) -> None:
        await asyncio.sleep(0.001)

    with pytest.raises(EngineError, match=f"^{REGION}: a transform waits for something, which it cannot in a plan"):
        _region(later)


def test_a_transform_that_fails_gives_one_error() -> None:
    def broken(_: InvokeTransformArgs) -> None:
        raise ValueError("no cheese")

    with pytest.raises(EngineError, match=f"^{REGION}: a transform failed: ValueError: no cheese$"):
        _region(broken)
