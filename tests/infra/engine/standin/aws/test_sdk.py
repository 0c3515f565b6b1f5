"""What is stored of pulumi_aws: the same as the installed one says, and what happens with another."""

from importlib.metadata import PackageNotFoundError

import pytest

from pyairtable_infra.engine.standin.aws import problems, sdk
from pyairtable_infra.engine.standin.aws.sdk import Kind
from tests.infra.engine.standin.aws import sdk as installed

pytestmark = pytest.mark.thorough

CLUSTER = "aws:ecs/cluster:Cluster"


def test_it_is_as_pulumi_aws_says() -> None:
    fresh = installed.text(installed.sdk(installed.wanted()))
    assert sdk.FILE.read_text(encoding="utf-8") == fresh, "write it: python -m tests.infra.engine.standin.aws.sdk"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("string", Kind("string")),
        ("[integer]", Kind("list", Kind("integer"))),
        ("{[string]}", Kind("map", Kind("list", Kind("string")))),
        ("ecs.ServiceAlarms", Kind("block", block="ecs.ServiceAlarms")),
        ("string|iam.PolicyDocument", Kind("block", block="iam.PolicyDocument", text=True)),
        ("string|[string]", Kind("any")),
        ("iam.One|iam.Other", Kind("any")),
        ("asset", Kind("any")),
    ],
)
def test_kinds_are_read(words: str, kind: Kind) -> None:
    assert Kind.parse(words) == kind


def test_a_block_may_hold_blocks_of_its_own_kind() -> None:
    statement = "wafv2.WebAclRuleStatement"
    both = sdk.of_block(statement)["andStatement"].kind.inside
    assert sdk.of_block(both)["statements"].kind.inside == statement


def test_a_property_of_another_version_is_taken_unless_it_is_a_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = {"name": "web", "shinyNewThing": True, "setings": []}
    assert [each.path for each in problems(CLUSTER, inputs)] == ["shinyNewThing", "setings"]
    monkeypatch.setattr(sdk, "is_as_installed", lambda: False)
    assert [each.path for each in problems(CLUSTER, inputs)] == ["setings"]


def test_the_stored_version_is_the_installed_one() -> None:
    assert sdk.is_as_installed()


@pytest.mark.parametrize("version", ["7.99.0", None])
def test_another_version_or_none_is_told_apart(monkeypatch: pytest.MonkeyPatch, version: str | None) -> None:
    def installed_version(_: str) -> str:
        if version is None:
            raise PackageNotFoundError
        return version

    monkeypatch.setattr(sdk, "version", installed_version)
    assert not sdk.is_as_installed.__wrapped__()
