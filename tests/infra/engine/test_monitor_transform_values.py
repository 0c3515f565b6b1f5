"""What a transform sees of the inputs, and what becomes of secrets, unknowns and edges."""

import pulumi
from pulumi import Output, ResourceOptions, ResourceTransformArgs, ResourceTransformResult

from pyairtable_infra.plan.model import SECRET, UNKNOWN
from tests.conftest import planned
from tests.infra.engine.programs import BUCKET, bucket, named, urn_of


def test_a_transform_that_returns_nothing_changes_nothing() -> None:
    def program() -> None:
        other = bucket("other")
        opts = ResourceOptions(transforms=[lambda _: None], protect=True)
        bucket("one", bucket=Output.secret("s"), tags={"other": other.arn, "hidden": Output.secret("h")}, opts=opts)
        plain = ResourceOptions(protect=True)
        bucket("two", bucket=Output.secret("s"), tags={"other": other.arn, "hidden": Output.secret("h")}, opts=plain)

    plan = planned(program)
    one, two = named(plan, "one"), named(plan, "two")
    assert (one.inputs, one.dependencies, one.property_dependencies, one.protect) == (
        two.inputs,
        two.dependencies,
        two.property_dependencies,
        two.protect,
    )


def test_a_transform_of_its_own_sees_outputs_where_the_resource_depends_on_another() -> None:
    seen = {}

    def look(args: ResourceTransformArgs) -> None:
        seen.update({key: isinstance(value, Output) for key, value in args.props.items()})

    def program() -> None:
        other = bucket("other")
        opts = ResourceOptions(transforms=[look])
        bucket(
            "one",
            bucket=other.bucket,
            force_destroy=True,
            bucket_prefix=Output.secret("p"),
            tags={"a": other.arn},
            opts=opts,
        )

    planned(program)
    assert seen == {"bucket": True, "forceDestroy": False, "bucketPrefix": True, "tags": True}


def test_a_transform_of_the_stack_sees_outputs_only_where_values_are_secret_or_unknown() -> None:
    seen = {}

    def look(args: ResourceTransformArgs) -> None:
        if args.name == "one":
            seen.update({key: isinstance(value, Output) for key, value in args.props.items()})

    def program() -> None:
        pulumi.runtime.register_resource_transform(look)
        other = bucket("other")
        bucket("one", bucket=other.bucket, bucket_prefix=Output.secret("p"))

    planned(program)
    assert seen == {"bucket": False, "bucketPrefix": True}
    planned(program, unknowns=True)
    assert seen["bucket"]


def test_an_output_that_a_transform_sees_has_the_value() -> None:
    def shout(args: ResourceTransformArgs) -> ResourceTransformResult:
        return ResourceTransformResult(
            {**args.props, "bucket": Output.from_input(args.props["bucket"]).apply(str.upper)}, args.opts
        )

    def program() -> None:
        bucket("one", bucket=bucket("other", bucket="quiet").bucket, opts=ResourceOptions(transforms=[shout]))

    one = named(planned(program), "one")
    assert one.inputs["bucket"] == "QUIET"
    assert one.dependencies == (urn_of(f"{BUCKET}::other"),)
    assert named(planned(program, unknowns=True), "one").inputs["bucket"] == "QUIET"


def test_a_transform_of_its_own_that_writes_plain_values_loses_the_edges_of_these_properties() -> None:
    def plainly(args: ResourceTransformArgs) -> ResourceTransformResult:
        return ResourceTransformResult({"bucket": args.props["bucket"], "tags": {"a": "plain"}}, args.opts)

    def program() -> None:
        other = bucket("other")
        opts = ResourceOptions(transforms=[plainly])
        bucket("one", bucket="named", tags={"a": other.arn}, bucket_prefix=other.bucket, opts=opts)

    one = named(planned(program), "one")
    assert one.inputs == {"bucket": "named", "tags": {"a": "plain"}}
    assert one.property_dependencies == {"bucket": (), "tags": ()}
    assert one.dependencies == (urn_of(f"{BUCKET}::other"),), "the options still name it"


def test_a_transform_of_the_stack_keeps_the_edges() -> None:
    def plainly(args: ResourceTransformArgs) -> ResourceTransformResult | None:
        return ResourceTransformResult({"tags": {"a": "plain"}}, args.opts) if args.name == "one" else None

    def program() -> None:
        pulumi.runtime.register_resource_transform(plainly)
        bucket("one", bucket=bucket("other").arn)

    one = named(planned(program), "one")
    assert one.property_dependencies == {"bucket": (urn_of(f"{BUCKET}::other"),), "tags": ()}


def test_a_secret_stays_secret_through_a_transform() -> None:
    def longer(args: ResourceTransformArgs) -> ResourceTransformResult:
        return ResourceTransformResult(
            {**args.props, "bucket": Output.from_input(args.props["bucket"]).apply(lambda b: b + "!")}, args.opts
        )

    def program() -> None:
        bucket("one", bucket=Output.secret("hush"), opts=ResourceOptions(transforms=[longer]))

    assert named(planned(program), "one").inputs["bucket"] == SECRET


def _protected(args: ResourceTransformArgs) -> ResourceTransformResult:
    args.opts.protect = True
    return ResourceTransformResult(args.props, args.opts)


def test_an_unknown_stays_unknown_through_a_transform() -> None:
    def program() -> None:
        bucket("one", tags={"a": bucket("other").arn}, opts=ResourceOptions(transforms=[_protected]))

    one = named(planned(program, unknowns=True), "one")
    assert one.inputs["tags"] == {"a": UNKNOWN}
    assert one.protect
