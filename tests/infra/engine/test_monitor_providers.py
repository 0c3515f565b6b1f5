"""Explicit and default providers, and the configuration that reaches them."""

from collections.abc import Callable

import pulumi
import pulumi_aws as aws
import pytest
from pulumi import ResourceOptions

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.plan.model import Plan, Resource
from tests.conftest import planned
from tests.infra.engine.programs import Raw, bucket, named, plan_of, urn_of

DISABLED = "pulumi:disable-default-providers"


def _providers(plan: Plan) -> list[Resource]:
    return [resource for resource in plan.resources if resource.type.startswith("pulumi:providers:")]


def _regional(resource: Resource) -> str:
    name = resource.outputs["bucketRegionalDomainName"]
    assert isinstance(name, str)
    return name.split(".s3.")[1].removesuffix(".amazonaws.com")


def test_a_package_has_one_default_provider_named_after_its_version() -> None:
    def program() -> None:
        bucket("one")
        bucket("two")

    plan = planned(program)
    (provider,) = _providers(plan)
    version = provider.inputs["version"]
    assert provider.urn == urn_of(f"pulumi:providers:aws::default_{version.replace('.', '_')}")
    assert (provider.parent, provider.custom) == ("", True)
    assert {named(plan, name).provider for name in ("one", "two")} == {f"{provider.urn}::{provider.id}"}


def test_each_version_and_download_url_has_a_default_provider_of_its_own() -> None:
    def program() -> None:
        for name, version, url in (
            ("plain", None, None),
            ("old", "7.0.1", None),
            ("early", "7.1.0-alpha.1+build.5", None),
            ("mirrored", "7.0.3", "https://example.com//plug-ins/x"),
        ):
            Raw(name, opts=ResourceOptions(version=version, plugin_download_url=url))

    assert {provider.name for provider in _providers(planned(program))} == {
        "default",
        "default_7_0_1",
        "default_7_1_0_alpha_1_build_5",
        "default_7_0_3_https_/example.com/plug-ins/x",
    }


def test_the_id_of_a_provider_is_the_same_in_every_plan() -> None:
    one, two = (_providers(plan_of(lambda: bucket("one")))[0] for _ in range(2))
    assert one.id == two.id


def _account() -> object:
    return aws.get_caller_identity()


@pytest.mark.parametrize("disabled", ['["aws"]', '["*"]', '["gcp", " aws "]'])
@pytest.mark.parametrize(
    ("what", "make"),
    [
        ("aws:s3/bucket:Bucket", lambda: bucket("one")),
        ("aws:s3/bucket:Bucket", lambda: bucket.get("one", "there-already")),
        ("aws:index/getCallerIdentity:getCallerIdentity", _account),
    ],
    ids=["resource", "read", "call"],
)
def test_a_disabled_default_provider_is_refused(what: str, make: Callable[[], object], disabled: str) -> None:
    with pytest.raises(EngineError, match=f"^{what} names no provider, and default providers are disabled for aws"):
        plan_of(make, {DISABLED: disabled})


@pytest.mark.parametrize("disabled", ['["gcp"]', "[]", ""])
def test_a_package_that_is_not_disabled_has_its_default_provider(disabled: str) -> None:
    assert len(_providers(plan_of(lambda: bucket("one"), {DISABLED: disabled}))) == 1


def test_with_default_providers_disabled_an_explicit_one_serves_everything() -> None:
    def program() -> None:
        west = aws.Provider("west", region="us-west-2")
        here = ResourceOptions(provider=west)
        aws.get_caller_identity(opts=pulumi.InvokeOptions(provider=west))
        bucket.get("read", "there-already", opts=here)
        bucket("one", opts=here)

    plan = plan_of(program, {DISABLED: '["*"]'})
    assert [provider.name for provider in _providers(plan)] == ["west"]
    assert _regional(named(plan, "one")) == _regional(named(plan, "read")) == "us-west-2"


def test_the_provider_of_stack_references_cannot_be_disabled() -> None:
    def program() -> None:
        pulumi.StackReference("organization/shop/prod")

    with pytest.raises(EngineError, match=r"the outputs of stack organization/shop/prod are not known"):
        plan_of(program, {DISABLED: '["*"]'})


def test_a_list_of_disabled_providers_that_is_no_list_is_told() -> None:
    with pytest.raises(
        EngineError, match=r'disable-default-providers is aws, and must be a list .* example: \["aws"\]'
    ):
        plan_of(lambda: bucket("one"), {DISABLED: "aws"})


def test_only_a_default_provider_takes_the_configuration() -> None:
    def program() -> None:
        bucket("on-default")
        bucket("on-bare", opts=ResourceOptions(provider=aws.Provider("bare")))

    plan = plan_of(program, {"aws:region": "eu-west-1", "aws:defaultTags": '{"tags":{"a":"b"}}', "other:x": "y"})
    default = next(provider for provider in _providers(plan) if provider.name != "bare")
    version = default.inputs["version"]
    assert default.inputs == {"region": "eu-west-1", "defaultTags": '{"tags":{"a":"b"}}', "version": version}
    assert _regional(named(plan, "on-default")) == "eu-west-1"
    assert "region" not in named(plan, "bare").inputs
    assert _regional(named(plan, "on-bare")) == "us-east-1"


def test_the_region_of_a_resource_goes_before_that_of_its_provider() -> None:
    def program() -> None:
        bucket("one", region="eu-west-1", opts=ResourceOptions(provider=aws.Provider("west", region="us-west-2")))

    assert _regional(named(planned(program), "one")) == "eu-west-1"


def test_a_provider_of_the_program_has_its_version_and_its_own_options() -> None:
    def program() -> None:
        aws.Provider("mine", region="us-west-2", opts=ResourceOptions(version="7.3.3", protect=True))

    (mine,) = _providers(planned(program))
    assert (mine.inputs["version"], mine.protect, mine.provider) == ("7.3.3", True, "")
    assert mine.outputs == mine.inputs
