"""Secrets: the marker alone, wherever they go."""

import json

import pulumi
import pytest
from pulumi import Output, ResourceOptions

from pyairtable_infra.plan.file import dump
from pyairtable_infra.plan.model import SECRET, STACK, Plan
from tests.conftest import planned
from tests.infra.engine.programs import Box, Raw, bucket, named, plan_of

HUSH = "correct horse battery staple"


def _program() -> None:
    hidden = pulumi.Config().require_secret("hidden")
    bucket("input", bucket=hidden, tags={"hidden": hidden, "open": "o"})
    Raw("nested", {"list": [1, {"deep": hidden}], "whole": Output.secret({"a": HUSH}), "text": pulumi.StringAsset("t")})
    bucket(
        "derived",
        bucket=hidden.apply(lambda value: f"{value}-derived"),
        bucket_prefix=Output.all(hidden, "x").apply(str),
    )
    Raw("asset", {"secret": Output.secret(pulumi.StringAsset(HUSH))})
    marked = bucket("marked", bucket="named", opts=ResourceOptions(additional_secret_outputs=["arn"]))
    bucket("of-marked", tags={"arn": marked.arn})
    bucket("of-input", bucket_prefix=bucket("other", bucket=hidden).bucket)
    Box("component", outputs={"hidden": hidden, "nested": {"list": [hidden]}, "open": 1})
    bucket.get("read", "there-already", bucket=hidden)
    pulumi.export("hidden", hidden)
    pulumi.export("nested", {"a": [hidden, "open"]})


@pytest.fixture(scope="module", params=[False, True], ids=["filled", "unknowns"])
def plan(request: pytest.FixtureRequest) -> Plan:
    from pyairtable_infra.engine.run import run  # noqa: PLC0415
    from tests.conftest import ROOT  # noqa: PLC0415

    return run(
        _program,
        project="example",
        stack_name="test",
        root=ROOT,
        config={"example:hidden": HUSH, "aws:secretKey": HUSH, "aws:region": "us-east-1"},
        secret_keys=("example:hidden", "aws:secretKey"),
        unknowns=request.param,
    )


def test_no_secret_value_is_in_a_plan(plan: Plan) -> None:
    assert HUSH not in repr(plan)
    assert HUSH not in dump(plan)


def test_a_secret_input_is_its_marker_alone(plan: Plan) -> None:
    assert named(plan, "input").inputs == {"bucket": SECRET, "tags": {"hidden": SECRET, "open": "o"}}
    assert named(plan, "input").outputs["bucket"] == SECRET


def test_a_secret_inside_a_list_or_mapping_is_its_marker_alone(plan: Plan) -> None:
    assert named(plan, "nested").inputs["list"] == [1, {"deep": SECRET}]
    assert named(plan, "nested").inputs["whole"] == SECRET
    assert named(plan, "asset").inputs["secret"] == SECRET


def test_what_is_made_of_a_secret_is_secret(plan: Plan) -> None:
    assert named(plan, "derived").inputs["bucket"] == named(plan, "derived").inputs["bucketPrefix"] == SECRET
    assert named(plan, "of-input").inputs["bucketPrefix"] == SECRET


def test_an_output_that_the_program_marks_is_secret_for_others_too(plan: Plan) -> None:
    assert named(plan, "marked").outputs["arn"] == SECRET
    assert named(plan, "of-marked").inputs["tags"] == {"arn": SECRET}


def test_outputs_of_components_and_of_the_stack_hide_their_secrets(plan: Plan) -> None:
    assert named(plan, "component").outputs == {"hidden": SECRET, "nested": {"list": [SECRET]}, "open": 1}
    stack = next(resource for resource in plan.resources if resource.type == STACK)
    assert stack.outputs == plan.stack_outputs == {"hidden": SECRET, "nested": {"a": [SECRET, "open"]}}


def test_a_secret_configuration_of_a_default_provider_is_hidden(plan: Plan) -> None:
    (provider,) = (
        r for r in plan.resources if r.name.startswith("default") and "region" in r.inputs and r.inputs.get("version")
    )
    assert provider.inputs["secretKey"] == provider.outputs["secretKey"] == SECRET
    assert provider.inputs["region"] == "us-east-1"


def test_a_resource_that_is_read_keeps_its_secrets(plan: Plan) -> None:
    assert named(plan, "read").inputs == {"bucket": SECRET}
    assert named(plan, "read").outputs["bucket"] == SECRET
    assert named(plan, "read").outputs["arn"] == "arn:aws:s3:::there-already"


def test_a_program_can_use_its_own_secrets() -> None:
    seen: list[object] = []

    def program() -> None:
        hidden = pulumi.Config().require_secret("hidden")
        marked = bucket("marked", bucket=hidden, opts=ResourceOptions(additional_secret_outputs=["arn"]))
        Output.all(marked.bucket, marked.arn, bucket("plain", bucket="p").arn).apply(seen.append)

    plan = plan_of(program, {"example:hidden": HUSH}, "example:hidden")
    assert seen == [[HUSH, f"arn:aws:s3:::{named(plan, 'marked').id}", "arn:aws:s3:::p"]]


def test_the_marker_is_the_engine_s() -> None:
    def program() -> None:
        bucket("one", bucket=Output.secret(HUSH))

    (one,) = (r for r in json.loads(dump(planned(program)))["deployment"]["resources"] if r["urn"].endswith("::one"))
    assert one["inputs"]["bucket"] == {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
