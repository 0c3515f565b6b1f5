"""Good objects: nothing is said of them, also where values are secret or not known yet."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_infra.engine.standin.kubernetes import available, has_schema, problems, schemas, versions
from pyairtable_infra.plan.model import SECRET, UNKNOWN
from tests.infra.engine.standin.kubernetes.manifests import changed, everywhere, good, objects


@pytest.mark.parametrize("unknowns", [False, True])
def test_every_object_of_the_shop_is_judged_and_good(unknowns: bool) -> None:
    found = objects(unknowns=unknowns)
    assert len({one.type for one in found}) == len(found) == 12
    assert all(has_schema(one.type) for one in found)
    assert [problem for one in found for problem in problems(one.type, one.inputs)] == []


@pytest.mark.parametrize("unknowns", [False, True])
def test_every_object_of_the_shop_has_the_provider_of_the_program(unknowns: bool) -> None:
    (provider,) = {one.provider.rpartition("::")[0] for one in objects(unknowns=unknowns)}
    assert provider.endswith("pulumi:providers:kubernetes::cluster")


@pytest.mark.parametrize("version", ["1.25", "1.33", "1.37"])
def test_the_shop_is_good_for_older_versions_too(version: str) -> None:
    assert version in versions()
    assert [problem for one in objects() for problem in problems(one.type, one.inputs, version)] == []


@settings(deadline=None)
@given(st.data())
def test_a_secret_or_an_unknown_may_stand_anywhere(data: st.DataObject) -> None:
    one, place = data.draw(st.sampled_from(everywhere()))
    value = data.draw(st.sampled_from((UNKNOWN, SECRET)))
    assert problems(one.type, changed(one.inputs, place, value)) == []


def test_a_field_that_is_null_is_not_there() -> None:
    type_, inputs = good("Deployment")
    assert problems(type_, changed(inputs, "spec.paused", None)) == []
    (problem,) = problems(type_, changed(inputs, "spec.selector", None))
    assert problem.message.startswith("this field is missing")


def test_nothing_is_said_of_a_custom_kind_without_a_schema() -> None:
    type_ = "kubernetes:example.com/v1:Shop"
    assert not has_schema(type_)
    assert problems(type_, {"metadata": {"name": "Any Name"}, "anything": 5}) == []


@pytest.mark.parametrize(
    "type_",
    ["kubernetes:yaml/v2:ConfigGroup", "kubernetes:helm.sh/v4:Chart", "kubernetes:kustomize/v2:Directory"],
)
def test_nothing_is_said_of_components(type_: str) -> None:
    assert not has_schema(type_)
    assert problems(type_, {"files": 5}) == []


def test_without_the_extra_nothing_is_judged_and_the_caller_can_know(monkeypatch: pytest.MonkeyPatch) -> None:
    assert available()
    monkeypatch.setattr(schemas, "find_spec", lambda name: None)
    type_, inputs = good("Deployment")
    assert not available()
    assert not has_schema(type_)
    assert problems(type_, changed(inputs, "spec.replicas", "two")) == []


def test_a_version_without_schemas_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^There are no schemas of Kubernetes 1\.2\. For example: 1\.37$"):
        problems(*good("Deployment"), "1.2")
