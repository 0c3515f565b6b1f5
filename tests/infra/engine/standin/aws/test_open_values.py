"""A secret and an unknown are taken for right wherever they stand."""

from typing import Any

import pytest

from pyairtable_infra.engine.standin.aws import problems
from pyairtable_infra.engine.standin.aws.table import CALLS
from pyairtable_infra.plan.model import SECRET, UNKNOWN
from tests.infra.engine.standin.aws.changing import changed
from tests.infra.engine.standin.aws.good import good
from tests.infra.engine.standin.aws.places import spots

OPEN = pytest.mark.parametrize("value", [dict(SECRET), UNKNOWN], ids=["secret", "unknown"])


@pytest.mark.thorough
@OPEN
@pytest.mark.parametrize("type_", CALLS)
def test_every_property_may_be(type_: str, value: Any) -> None:
    for inputs in good(type_)[:4]:
        for spot in spots(CALLS[type_], inputs):
            assert problems(type_, changed(inputs, {spot.path: value})) == [], f"{spot.path} of {inputs}"


@pytest.mark.thorough
@OPEN
@pytest.mark.parametrize("type_", CALLS)
def test_every_element_of_a_list_and_of_a_map_may_be(type_: str, value: Any) -> None:
    for inputs in good(type_)[:4]:
        for spot in spots(CALLS[type_], inputs):
            given = spot.value
            keys = given if isinstance(given, dict) else range(len(given)) if isinstance(given, list) else ()
            for key in keys:
                path = f"{spot.path}[{key}]" if isinstance(given, list) else f'{spot.path}["{key}"]'
                assert problems(type_, changed(inputs, {path: value})) == [], f"{path} of {inputs}"


@pytest.mark.thorough
@OPEN
@pytest.mark.parametrize("type_", CALLS)
def test_all_of_them_may_be_at_once(type_: str, value: Any) -> None:
    for inputs in good(type_)[:4]:
        assert problems(type_, dict.fromkeys(inputs, value)) == []
