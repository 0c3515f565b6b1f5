"""What a plan keeps of a registration: options, edges, outputs of components, and where it was made."""

from pathlib import Path

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import CustomTimeouts, Output, ResourceHookBinding, ResourceOptions

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import SECRET, STACK
from tests.conftest import planned
from tests.infra.engine.programs import BUCKET, Box, Raw, bucket, named, seconds, urn_of

HERE = "tests/infra/engine/test_monitor_registration.py"


def test_options_are_kept() -> None:
    def program() -> None:
        opts = ResourceOptions(
            protect=True,
            retain_on_delete=True,
            ignore_changes=["tags", "force_destroy"],
            replace_on_changes=["bucket"],
            delete_before_replace=True,
            import_="there-already",
            deleted_with=bucket("other"),
        )
        bucket("one", opts=opts)

    one = named(planned(program), "one")
    assert (one.protect, one.retain_on_delete, one.delete_before_replace) == (True, True, True)
    assert (one.ignore_changes, one.replace_on_changes) == (("tags", "forceDestroy"), ("bucket",))
    assert (one.import_id, one.id) == ("there-already", "there-already")
    assert one.deleted_with == urn_of(f"{BUCKET}::other")


def test_options_are_kept_in_the_form_of_a_state() -> None:
    def program() -> None:
        greet, again = pulumi.ResourceHook("greet", lambda _: None), pulumi.ErrorHook("again", lambda _: False)
        opts = ResourceOptions(
            hide_diffs=["policy", 'tags["a.b"]', "rules[0].*"],
            replace_with=[bucket("other")],
            replacement_trigger=Output.from_input({"turn": 1, "whole": 2.0}),
            hooks=ResourceHookBinding(after_create=[greet], before_update=[greet], on_error=[again]),
        )
        bucket("one", opts=opts)

    one = named(planned(program), "one")
    assert one.hide_diffs == ("policy", 'tags["a.b"]', 'rules[0]["*"]')
    assert one.replace_with == (urn_of(f"{BUCKET}::other"),)
    assert one.replacement_trigger == {"turn": 1, "whole": 2}
    assert one.hooks == {"AfterCreate": ("greet",), "BeforeUpdate": ("greet",), "OnError": ("again",)}
    other = named(planned(program), "other")
    assert (other.hide_diffs, other.replace_with, other.replacement_trigger, other.hooks) == ((), (), None, {})


def test_a_secret_that_triggers_a_replacement_is_its_marker_alone() -> None:
    def program() -> None:
        bucket("one", opts=ResourceOptions(replacement_trigger=Output.secret("turn")))

    assert named(planned(program), "one").replacement_trigger == SECRET


@pytest.mark.parametrize(
    ("duration", "wanted"), [("90s", 90), ("1h30m5s", 5405), ("1.5h", 5400), ("1m30.5s", 90.5), ("100ms", 0.1)]
)
def test_timeouts_are_seconds_as_in_a_state(duration: str, wanted: float) -> None:
    def program() -> None:
        bucket("one", opts=ResourceOptions(custom_timeouts=CustomTimeouts(create=duration, delete="0s")))

    assert seconds(named(planned(program), "one")) == {"create": wanted}


def test_a_timeout_that_is_no_duration_is_refused() -> None:
    def program() -> None:
        bucket("one", opts=ResourceOptions(custom_timeouts=CustomTimeouts(create="ten minutes")))

    with pytest.raises(EngineError, match=r"one: ten minutes is no duration. For example: 1h30m"):
        planned(program)


def test_edges_are_told_by_property_and_sorted() -> None:
    def program() -> None:
        z, a = bucket("z"), bucket("a")
        both = Output.all(z.arn, a.arn).apply(",".join)
        bucket("one", bucket=both, tags={"plain": "text"}, opts=ResourceOptions(depends_on=[bucket("named")]))

    one = named(planned(program), "one")
    ends = tuple(urn_of(f"{BUCKET}::{name}") for name in ("a", "z"))
    assert one.property_dependencies == {"bucket": ends, "tags": ()}
    assert one.dependencies == tuple(sorted((*ends, urn_of(f"{BUCKET}::named"))))


def test_values_keep_their_kind() -> None:
    def program() -> None:
        values: dict[str, object] = {
            "int": 1,
            "float": 1.5,
            "whole": 2.0,
            "yes": True,
            "none": None,
            "empty": "",
            "list": [1, None, []],
        }
        Raw("one", {**values, "dict": {"a": None, "b": {}}, "unicode": "ä€"})

    assert named(planned(program), "one").inputs == {
        "int": 1,
        "float": 1.5,
        "whole": 2,
        "yes": True,
        "empty": "",
        "list": [1, None, []],
        "dict": {"a": None, "b": {}},
        "unicode": "ä€",
    }


def test_a_component_has_the_outputs_that_it_registers_and_no_inputs_become_outputs() -> None:
    def program() -> None:
        Box("box", outputs={"arn": bucket("one", bucket="one").arn, "n": 1.5, "nested": {"list": [1]}})
        Box("silent")

    plan = planned(program)
    assert named(plan, "box").outputs == {"arn": "arn:aws:s3:::one", "n": 1.5, "nested": {"list": [1]}}
    assert (named(plan, "silent").outputs, named(plan, "box").custom, named(plan, "box").id) == ({}, False, "")


def test_the_stack_has_what_the_program_exports() -> None:
    def program() -> None:
        pulumi.export("arn", bucket("one", bucket="one").arn)

    plan = planned(program)
    assert plan.resources[0].type == STACK
    assert plan.stack_outputs == {"arn": "arn:aws:s3:::one"}


def test_a_resource_is_at_the_line_that_made_it() -> None:
    def program() -> None:
        bucket("one")
        aws.Provider("two", region="us-west-2")
        bucket.get("three", "there-already")

    plan, first = planned(program), program.__code__.co_firstlineno
    assert [named(plan, name).source for name in ("one", "two", "three")] == [
        f"{HERE}#{first + line}" for line in (1, 2, 3)
    ]
    assert plan.resources[0].source == "", "no line of the project makes the stack"


def test_no_position_outside_of_the_project_is_told(tmp_path: Path) -> None:
    def program() -> None:
        bucket("one")

    plan = run(program, project="example", stack_name="test", root=tmp_path)
    assert {resource.source for resource in plan.resources} == {""}


def test_an_error_that_the_program_reports_fails_the_plan() -> None:
    with pytest.raises(EngineError, match=r"^the program reported an error: out of cheese$"):
        planned(lambda: pulumi.log.error("out of cheese"))
