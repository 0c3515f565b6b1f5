"""A first preview knows no id and no ARN yet; no component may depend on knowing them."""

from collections.abc import Iterator
from typing import Any

import pytest

from pyairtable_infra.plan.model import UNKNOWN, Plan
from tests.components.reading import only
from tests.components.whole import shop_plan
from tests.conftest import walk


@pytest.fixture(scope="module")
def preview() -> Plan:
    return shop_plan(unknowns=True)


def texts(value: Any) -> Iterator[str]:
    return (one for one in walk(value) if isinstance(one, str))


def test_a_preview_shows_the_same_resources_as_a_plan_with_all_values(preview: Plan) -> None:
    whole = shop_plan()
    assert {resource.urn for resource in preview.resources} == {resource.urn for resource in whole.resources}


def test_a_preview_knows_the_same_edges(preview: Plan) -> None:
    whole = shop_plan()
    for resource in whole.resources:
        assert preview.by_urn[resource.urn].property_dependencies == resource.property_dependencies


def test_what_is_not_known_is_unknown_as_a_whole(preview: Plan) -> None:
    assert UNKNOWN in texts(only(preview, "ecs/service:Service", "cart").inputs), "there is something unknown"
    mixed = [r.urn for r in preview.resources for text in texts(r.inputs) if UNKNOWN in text and text != UNKNOWN]
    assert not mixed, "an output was put into a text before it was known"
