"""The table, held against the SDK and botocore: every property of every type has a place, and none is left over."""

import pytest
from syrupy.assertion import SnapshotAssertion

from pyairtable_infra.engine.standin.aws.calls import Call
from pyairtable_infra.engine.standin.aws.table import CALLS
from tests.conftest import environment_plan
from tests.infra.engine.standin.aws.places import spots
from tests.infra.engine.standin.aws.walking import fits, visits

each_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@each_call
def test_every_property_of_the_sdk_has_a_place_in_a_request_or_a_reason_why_it_has_none(call: Call) -> None:
    homeless = [visit.path for visit in visits(call) if visit.route.shape is None and not visit.route.aside]
    assert homeless == []


@each_call
def test_every_property_can_become_what_its_place_wants(call: Call) -> None:
    for visit in visits(call):
        route = visit.route
        if route.shape is None or route.spread or route.place.policy or route.place.json:
            continue
        kind = route.kind.of if route.each else route.kind
        assert kind is not None
        assert fits(kind, route.shape), f"{visit.path}: {kind} is not {route.shape}"


@each_call
def test_no_entry_of_the_table_is_left_over(call: Call) -> None:
    paths = {visit.path for visit in visits(call)}
    for key in call.places:
        assert any(path == key or (key[0] == "*" and path.endswith(key[1:])) for path in paths), f"places: {key}"
    for key in call.aside:
        assert any(path == key or (key[-1] == "*" and path.startswith(key[:-1])) for path in paths), f"aside: {key}"


@each_call
def test_a_place_in_another_request_names_an_operation_of_the_same_service(call: Call) -> None:
    for visit in visits(call):
        assert visit.route.operation != call.action, f"{visit.path} needs no operation"


def test_no_block_that_is_spread_fills_a_required_member() -> None:
    """So that an unknown block hides nothing that the API asks for."""
    spread = {(call, visit.path) for call in CALLS.values() for visit in visits(call) if visit.route.spread}
    for call, path in spread:
        assert not [each.path for each in visits(call) if each.path.startswith(f"{path}.") and each.required]


@pytest.mark.thorough
def test_every_input_of_our_own_resources_has_a_place_in_a_request_or_a_reason_why_it_has_none() -> None:
    resources = [each for name in ("dev", "staging", "prod") for each in environment_plan(name).resources]
    given = [spot for each in resources if each.type in CALLS for spot in spots(CALLS[each.type], each.inputs)]
    assert len(given) > 3000
    assert [spot for spot in given if not spot.route or (spot.route.shape is None and not spot.route.aside)] == []


def test_what_the_api_asks_for_and_the_sdk_does_not(snapshot: SnapshotAssertion) -> None:
    """Each is supplied by the provider, or a program without it fails: a new one has to be thought about."""
    found = (
        f"{call.type_} {visit.around.name}.{visit.route.way[0]}"
        for call in CALLS.values()
        for visit in visits(call)
        if visit.required and not visit.route.property_.needed and visit.path != "name"
    )
    assert "\n".join(sorted(set(found))) == snapshot


def test_how_much_is_checked(snapshot: SnapshotAssertion) -> None:
    """The figures that the documentation tells."""
    routes = [visit.route for call in CALLS.values() for visit in visits(call)]
    figures = {
        "types": len(CALLS),
        "operations": len({call.operation for call in CALLS.values()}),
        "properties": len(routes),
        "properties in a request": sum(1 for route in routes if not route.aside),
        "properties set aside": sum(1 for route in routes if route.aside),
    }
    assert figures == snapshot
