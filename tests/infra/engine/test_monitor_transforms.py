"""Transforms: in the engine's order, seeing what the engine shows them, with one clear error."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import CustomTimeouts, ResourceOptions, ResourceTransformArgs, ResourceTransformResult

from pyairtable_infra.engine import transforms
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.plan.model import SECRET, Resource
from tests.conftest import planned
from tests.infra.engine.programs import BUCKET, Box, bucket, named, seconds, urn_of

Transform = Callable[[ResourceTransformArgs], ResourceTransformResult | None]


def _appending(letter: str) -> Transform:
    """Appends a letter to the prefix of buckets, as plain text."""

    def transform(args: ResourceTransformArgs) -> ResourceTransformResult | None:
        if args.type_ != BUCKET:
            return None
        before = str(args.props.get("bucketPrefix", ""))
        return ResourceTransformResult({**args.props, "bucketPrefix": before + letter}, args.opts)

    return transform


def _with(**options: Any) -> Transform:
    """Sets options."""

    def transform(args: ResourceTransformArgs) -> ResourceTransformResult:
        for name, value in options.items():
            setattr(args.opts, name, value)
        return ResourceTransformResult(args.props, args.opts)

    return transform


def _transformed(change: Transform) -> Resource:
    """A bucket with this transform of its own."""

    def program() -> None:
        bucket("one", opts=ResourceOptions(transforms=[change]))

    return named(planned(program), "one")


def test_transforms_run_from_the_resource_up_to_the_stack() -> None:
    def program() -> None:
        pulumi.runtime.register_resource_transform(_appending("7"))
        pulumi.runtime.register_resource_transform(_appending("8"))
        own = ResourceOptions(transforms=[_appending("1"), _appending("2")])

        def inner(box: Box) -> None:
            bucket("deep", bucket_prefix="0", opts=ResourceOptions.merge(own, ResourceOptions(parent=box)))

        Box(
            "outer",
            ResourceOptions(transforms=[_appending("5"), _appending("6")]),
            lambda outer: Box("inner", ResourceOptions(parent=outer, transforms=[_appending("3")]), inner),
        )
        bucket("flat")

    plan = planned(program)
    assert named(plan, "deep").inputs["bucketPrefix"] == "01235678"
    assert named(plan, "flat").inputs["bucketPrefix"] == "78"


def test_the_program_sees_what_a_transform_made() -> None:
    def program() -> None:
        one = bucket("one", bucket_prefix="a", opts=ResourceOptions(transforms=[_appending("b")]))
        bucket("two", bucket_prefix=one.bucket_prefix)

    assert named(planned(program), "two").inputs["bucketPrefix"] == "ab"


def test_a_transform_sets_every_option() -> None:
    one = _transformed(
        _with(
            protect=True,
            retain_on_delete=True,
            ignore_changes=["tags"],
            replace_on_changes=["bucket"],
            additional_secret_outputs=["arn"],
            delete_before_replace=True,
            custom_timeouts=CustomTimeouts(update="7m"),
            import_="there-already",
        )
    )
    assert (one.protect, one.retain_on_delete, one.delete_before_replace) == (True, True, True)
    assert (one.ignore_changes, one.replace_on_changes) == (("tags",), ("bucket",))
    assert (one.additional_secret_outputs, one.outputs["arn"]) == (("arn",), SECRET)
    assert seconds(one) == {"update": 420}
    assert one.import_id == one.id == "there-already"


def test_a_transform_takes_every_option_away() -> None:
    def program() -> None:
        west = aws.Provider("west", region="us-west-2")
        opts = ResourceOptions(
            protect=True,
            retain_on_delete=True,
            ignore_changes=["tags"],
            delete_before_replace=True,
            custom_timeouts=CustomTimeouts(create="9m"),
            deleted_with=bucket("other"),
            provider=west,
            transforms=[
                _with(
                    protect=None,
                    retain_on_delete=None,
                    ignore_changes=None,
                    delete_before_replace=None,
                    custom_timeouts=None,
                    deleted_with=None,
                    provider=None,
                )
            ],
        )
        bucket("one", opts=opts)

    one = named(planned(program), "one")
    flags = (one.protect, one.retain_on_delete, one.delete_before_replace)
    assert not any((*flags, one.deleted_with, one.ignore_changes, one.custom_timeouts))
    assert "::default_" in one.provider


def test_a_transform_may_change_the_provider_and_dependencies() -> None:
    def program() -> None:
        west, other = aws.Provider("west", region="us-west-2"), bucket("other")
        changes = _with(provider=west, depends_on=[other], deleted_with=other)
        bucket("one", opts=ResourceOptions(transforms=[changes]))

    plan = planned(program)
    one = named(plan, "one")
    assert one.provider == f"{named(plan, 'west').urn}::{named(plan, 'west').id}"
    assert one.dependencies == (one.deleted_with,) == (urn_of(f"{BUCKET}::other"),)


def test_a_transform_of_a_component_reaches_its_children_by_its_options() -> None:
    def program() -> None:
        west = aws.Provider("west", region="us-west-2")

        def only_box(args: ResourceTransformArgs) -> ResourceTransformResult | None:
            return _with(protect=True, providers=[west])(args) if args.name == "box" else None

        Box("box", ResourceOptions(transforms=[only_box]))

    plan = planned(program)
    assert named(plan, "box-bucket").protect
    assert named(plan, "box-bucket").provider.startswith(named(plan, "west").urn)


def test_a_transform_may_wait_for_what_will_come() -> None:
    async def later(args: ResourceTransformArgs) -> ResourceTransformResult:
        await asyncio.sleep(0.001)
        return ResourceTransformResult({**args.props, "bucketPrefix": "later"}, args.opts)

    def program() -> None:
        one = bucket("one", opts=ResourceOptions(transforms=[later]))
        bucket("two", bucket_prefix=one.bucket_prefix)

    assert named(planned(program), "two").inputs["bucketPrefix"] == "later"


def test_a_transform_that_waits_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transforms, "PATIENCE", 0.01)

    async def never(_: ResourceTransformArgs) -> ResourceTransformResult | None:
        await asyncio.Event().wait()
        return None

    with pytest.raises(EngineError, match=r"^one: a transform still waits after 0.01 seconds"):
        _transformed(never)  # type: ignore[arg-type]


def test_a_transform_that_fails_gives_one_error(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: ResourceTransformArgs) -> ResourceTransformResult | None:
        raise KeyError("tags")

    def program() -> None:
        pulumi.runtime.register_resource_transform(broken)
        one = bucket("one")
        bucket("two", bucket_prefix=one.bucket_prefix)

    with (
        caplog.at_level(logging.INFO),
        pytest.raises(EngineError, match=r"^one: a transform failed: KeyError: 'tags'$"),
    ):
        planned(program)
    assert not caplog.records, "the failure is raised; nothing else is told"
