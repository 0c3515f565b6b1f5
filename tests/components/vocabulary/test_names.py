"""What a person may name things, and what AWS takes."""

import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pyairtable_components.vocabulary import EnvironmentName, ServiceName, TagValue, VariableName, physical_name
from pyairtable_components.vocabulary.names import LIMITS, Limited


def takes(kind: Any, value: str) -> bool:
    try:
        return bool(TypeAdapter(kind).validate_python(value) == value)
    except ValidationError:
        return False


def test_every_kind_of_name_has_a_limit() -> None:
    assert set(LIMITS) == set(get_args(Limited))


@given(st.sampled_from(sorted(LIMITS)), st.data())
def test_a_name_up_to_the_limit_comes_back_unchanged(kind: Limited, data: st.DataObject) -> None:
    name = "a" * data.draw(st.integers(1, LIMITS[kind]))
    assert physical_name(kind, name) == name


@given(st.sampled_from(sorted(LIMITS)), st.integers(1, 200))
def test_a_longer_name_is_refused_with_the_number_of_letters_to_drop(kind: Limited, excess: int) -> None:
    with pytest.raises(ValueError, match=rf"the {kind} name .* Shorten .* by {excess}\. For example: a+$"):
        physical_name(kind, "a" * (LIMITS[kind] + excess))


@given(st.from_regex(r"[a-z][a-z0-9-]{30,60}[a-z0-9]", fullmatch=True))
def test_the_example_of_a_refused_name_would_be_right(name: str) -> None:
    with pytest.raises(ValueError, match="For example: ") as refused:
        physical_name("target group", f"{name}x")
    example = str(refused.value).rpartition("For example: ")[2]
    assert physical_name("target group", example) == example
    assert not example.endswith("-"), "a target group's name may not end with a hyphen"


@given(st.text(max_size=70))
def test_a_service_name_is_a_dns_label(name: str) -> None:
    labels = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.ASCII)
    if takes(ServiceName, name):
        assert labels.fullmatch(name), "Cloud Map makes a DNS name of it"
        assert name[0].isalpha()


@pytest.mark.parametrize("name", ["a", "api-gateway", "a" * 63, "a0", "x--y"])
def test_good_service_names_are_taken(name: str) -> None:
    assert takes(ServiceName, name)


@pytest.mark.parametrize("name", ["", "-a", "a-", "0a", "Api", "a_b", "a.b", "a" * 64, "a\n", "é"])
def test_bad_service_names_are_refused(name: str) -> None:
    assert not takes(ServiceName, name)


@pytest.mark.parametrize(
    ("name", "good"), [("dev", True), ("qa-2", True), ("d", False), ("a" * 20, True), ("a" * 21, False)]
)
def test_an_environment_name_leaves_room_for_the_names_behind_it(name: str, good: bool) -> None:
    assert takes(EnvironmentName, name) is good


@pytest.mark.parametrize(
    ("name", "good"), [("LOG_LEVEL", True), ("_x", True), ("1X", False), ("A-B", False), ("", False)]
)
def test_a_variable_name_is_one_that_a_shell_takes(name: str, good: bool) -> None:
    assert takes(VariableName, name) is good


@pytest.mark.parametrize(
    ("value", "good"), [("shop team: é/+=@", True), ("", False), ("a" * 256, True), ("a" * 257, False), ("a*b", False)]
)
def test_a_tag_value_is_one_that_every_service_takes(value: str, good: bool) -> None:
    assert takes(TagValue, value) is good


def test_an_error_says_what_is_wrong_and_what_would_be_right() -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(ServiceName).validate_python("Api_Gateway")
    assert refused.value.errors()[0]["msg"] == (
        "Value error, 'Api_Gateway' is not a service name (a DNS label: small letters, digits and hyphens, a letter "
        "first). For example: api-gateway"
    )
