"""What a program reads: calls, resources that exist, outputs of other stacks, and the notes that this leaves."""

import json

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import InvokeOutputOptions, Output, ResourceOptions

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.plan.model import SECRET, SIGNATURE, UNKNOWN, Plan
from tests.conftest import planned
from tests.infra.engine.programs import BUCKET, Box, Raw, bucket, named, plan_of, urn_of

OTHER = Assumptions(
    stack_outputs={"organization/shop/prod": {"open": "window", "shut": {**SECRET, "value": "door"}, "list": [1, 2]}}
)


def _exports(plan: Plan) -> dict[str, object]:
    return dict(plan.stack_outputs)


def test_calls_are_answered_from_the_assumptions_and_each_one_leaves_one_note() -> None:
    def program() -> None:
        pulumi.export("account", aws.get_caller_identity().account_id)
        aws.get_caller_identity()
        pulumi.export("zones", aws.get_availability_zones_output(state="available").names)

    plan = planned(program, assumptions=Assumptions(account_id="210987654321", zone_suffixes="bd"))
    assert _exports(plan) == {"account": "210987654321", "zones": ["us-east-1b", "us-east-1d"]}
    assert plan.notes == (
        "the account is taken to be 210987654321: name it with `account` in the profile",
        "the zones of us-east-1 are taken to be us-east-1b, us-east-1d: name them with `network.zone_names`",
    )


def test_a_call_is_answered_for_the_region_it_names_or_that_of_its_provider() -> None:
    def program() -> None:
        west = aws.Provider("west", region="us-west-2")
        pulumi.export("named", aws.get_region(region="eu-west-1").region)
        pulumi.export("provided", aws.get_region(opts=pulumi.InvokeOptions(provider=west)).region)
        pulumi.export("default", aws.get_region().region)

    plan = planned(program)
    assert _exports(plan) == {"named": "eu-west-1", "provided": "us-west-2", "default": "us-east-1"}
    assert not plan.notes, "nothing was assumed"


def test_a_hosted_zone_has_an_id_that_is_noted() -> None:
    def program() -> None:
        pulumi.export("id", aws.route53.get_zone(name="example.com.").zone_id)

    plan = planned(program)
    assert plan.notes == (
        f"the hosted zone example.com is taken to be {_exports(plan)['id']}: "
        "name it with `load_balancer.tls.hosted_zone_id`",
    )


def test_a_password_is_the_same_at_each_plan_and_as_long_as_asked() -> None:
    def program() -> None:
        word = aws.secretsmanager.get_random_password_output(password_length=40, exclude_punctuation=True)
        pulumi.export("open", word.random_password)
        pulumi.export("hidden", Output.secret(word.random_password))

    found = _exports(planned(program))
    assert found == _exports(planned(program))
    assert len(str(found["open"])) == 40
    assert str(found["open"]).isalpha()
    assert found["hidden"] == SECRET, "what a component does at once"


def test_a_policy_document_is_rendered_as_the_provider_renders_it() -> None:
    def program() -> None:
        first = aws.iam.GetPolicyDocumentStatementArgs(
            sid="One",
            effect="Deny",
            actions=["s3:PutObject", "s3:GetObject"],
            principals=[aws.iam.GetPolicyDocumentStatementPrincipalArgs(type="AWS", identifiers=["b", "a"])],
            conditions=[
                aws.iam.GetPolicyDocumentStatementConditionArgs(test="StringEquals", variable="aws:x", values=["y"])
            ],
        )
        second = aws.iam.GetPolicyDocumentStatementArgs(not_actions=["iam:*"], not_resources=["*"])
        statements = bucket("one", bucket="one").arn.apply(lambda arn: [_on(first, arn), second])
        document = aws.iam.get_policy_document_output(statements=statements)
        pulumi.export("json", document.json)

    text = _exports(planned(program))["json"]
    assert isinstance(text, str)
    assert json.loads(text) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "One",
                "Effect": "Deny",
                "Action": ["s3:GetObject", "s3:PutObject"],
                "Resource": "arn:aws:s3:::one",
                "Principal": {"AWS": ["a", "b"]},
                "Condition": {"StringEquals": {"aws:x": "y"}},
            },
            {"Effect": "Allow", "NotAction": "iam:*", "NotResource": "*"},
        ],
    }


def _on(statement: aws.iam.GetPolicyDocumentStatementArgs, resource: str) -> aws.iam.GetPolicyDocumentStatementArgs:
    statement.resources = [resource]
    return statement


@pytest.mark.parametrize("direct", [True, False])
def test_a_call_without_an_answer_is_refused_by_name(direct: bool) -> None:
    def program() -> None:
        if direct:
            aws.ec2.get_ami(owners=["amazon"])
        else:
            aws.ec2.get_ami_output(owners=["amazon"])

    with pytest.raises(EngineError, match=r"^the program calls aws:ec2/getAmi:getAmi, which only a cloud account can"):
        planned(program)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("aws:x/y:Odd", "the offline engine does not know what AWS computes for aws:x/y:Odd. Add a rule to "),
        ("nowhere:x/y:Odd", "nowhere:x/y:Odd: the offline engine has no provider nowhere. It has: aws, kubernetes"),
        ("Odd", "Odd is no type of a resource. For example: aws:s3/bucket:Bucket"),
    ],
)
def test_a_type_without_a_rule_is_refused_by_name(kind: str, said: str) -> None:
    with pytest.raises(EngineError, match=f"^odd: {said}"):
        plan_of(lambda: Raw("odd", kind=kind))


def test_a_call_waits_in_a_preview_until_what_it_depends_on_exists() -> None:
    def program() -> None:
        after = bucket("new")
        pulumi.export("after", aws.get_region_output(opts=InvokeOutputOptions(depends_on=[after])).region)
        after_box = InvokeOutputOptions(depends_on=[Box("box")])
        pulumi.export("after a component", aws.get_region_output(opts=after_box).region)
        read = InvokeOutputOptions(depends_on=[bucket.get("read", "there-already")])
        pulumi.export("after what exists", aws.get_region_output(opts=read).region)

    known = {"after": "us-east-1", "after a component": "us-east-1", "after what exists": "us-east-1"}
    assert _exports(planned(program)) == known
    assert _exports(planned(program, unknowns=True)) == known | {"after": UNKNOWN, "after a component": UNKNOWN}


def test_what_no_plan_can_answer_is_refused_by_name() -> None:
    from pulumi.runtime.resource import exists_resource  # noqa: PLC0415

    def program() -> None:
        pulumi.export("there", exists_resource(None, BUCKET, "some-bucket", {}, ResourceOptions()))

    with pytest.raises(
        EngineError, match=r"the program asks the engine for ExistsResource, which a plan cannot answer"
    ):
        planned(program)


def test_a_resource_that_exists_is_read_with_its_id_and_noted() -> None:
    def program() -> None:
        opts = ResourceOptions(parent=Box("box"), depends_on=[bucket("other")])
        read = bucket.get("read", "there-already", tags={"a": "b"}, opts=opts)
        bucket("user", tags={"arn": read.arn, "id": read.id})

    plan = planned(program)
    read = named(plan, "read")
    assert (read.external, read.custom, read.id, read.protect) == (True, True, "there-already", False)
    assert (read.parent, read.dependencies) == (urn_of("test:index:Box::box"), (urn_of(f"{BUCKET}::other"),))
    assert read.inputs == {"tags": {"a": "b"}}
    assert read.outputs["tags"] == {"a": "b"}
    assert named(plan, "user").inputs["tags"] == {"arn": "arn:aws:s3:::there-already", "id": "there-already"}
    assert plan.notes == (f"read: {BUCKET} there-already exists already; its values are made up",)


def test_a_stack_reference_takes_the_outputs_it_was_given() -> None:
    def program() -> None:
        other = pulumi.StackReference("organization/shop/prod")
        outputs = {name: other.get_output(name) for name in ("open", "shut", "absent")}
        bucket("user", tags={name: Output.concat("", value) for name, value in outputs.items() if name != "absent"})
        pulumi.export("list", other.require_output("list"))
        pulumi.export("absent", outputs["absent"])

    plan = planned(program, assumptions=OTHER)
    assert named(plan, "user").inputs["tags"] == {"open": "window", "shut": SECRET}
    assert plan.stack_outputs["list"] == [1, 2]
    assert plan.stack_outputs.get("absent") is None
    reference = named(plan, "organization/shop/prod")
    assert reference.external
    assert reference.outputs == {
        "name": "organization/shop/prod",
        "outputs": {"open": "window", "shut": SECRET, "list": [1, 2]},
        "secretOutputNames": ["shut"],
    }
    assert reference.provider.startswith(urn_of("pulumi:providers:pulumi::default"))
    assert plan.notes == ("stack organization/shop/prod: its outputs are taken from a file",)


def test_an_output_that_the_cli_calls_secret_is_one_wherever_it_stands() -> None:
    told = {"open": "window", "shut": "[secret]", "nested": {"open": 1, "list": ["o", "[secret]"]}}

    def program() -> None:
        other = pulumi.StackReference("organization/shop/prod")
        bucket("user", tags={name: Output.concat("t-", other.require_output(name)) for name in ("open", "shut")})
        pulumi.export("inside", other.require_output("nested")["list"][0])
        pulumi.export("all", other.outputs)

    plan = planned(program, assumptions=Assumptions(stack_outputs={"organization/shop/prod": told}))
    assert named(plan, "user").inputs["tags"] == {"open": "t-window", "shut": SECRET}
    assert plan.stack_outputs == {"inside": SECRET, "all": SECRET}
    assert named(plan, "organization/shop/prod").outputs == {
        "name": "organization/shop/prod",
        "outputs": {"open": "window", "shut": SECRET, "nested": {"open": 1, "list": ["o", SECRET]}},
        "secretOutputNames": ["nested", "shut"],
    }


def test_a_stack_reference_without_outputs_is_refused_with_an_example() -> None:
    with pytest.raises(
        EngineError, match=r"outputs of stack organization/shop/prod are not known .*--stack-outputs org"
    ):
        plan_of(lambda: pulumi.StackReference("organization/shop/prod"))


def test_a_resource_is_found_again_by_its_urn() -> None:
    def program() -> None:
        box = Box("box", outputs={"answer": 42})
        one = bucket("one")
        Box("holder", outputs={"bucket": one})
        again = Output.all(one.urn, box.urn).apply(
            lambda urns: [bucket("again", opts=ResourceOptions(urn=urns[0])).arn, _Found("found", urns[1]).answer]
        )
        pulumi.export("again", again)

    plan = planned(program)
    assert plan.stack_outputs["again"] == [named(plan, "one").outputs["arn"], 42]
    assert named(plan, "holder").outputs["bucket"] == {
        SIGNATURE: "5cf8f73096256a8f31e491e813e4eb8e",
        "urn": named(plan, "one").urn,
        "id": named(plan, "one").id,
        "packageVersion": "",
    }


class _Found(pulumi.ComponentResource):
    answer: Output[int]

    def __init__(self, name: str, urn: str) -> None:
        super().__init__("test:index:Box", name, {"answer": None}, ResourceOptions(urn=urn))


def test_a_resource_that_is_not_registered_is_not_found() -> None:
    with pytest.raises(EngineError, match=r"urn:pulumi:test::example::x::y is read before it is registered"):
        plan_of(lambda: bucket("again", opts=ResourceOptions(urn="urn:pulumi:test::example::x::y")))
