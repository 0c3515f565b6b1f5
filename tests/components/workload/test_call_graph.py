"""Who calls whom."""

from hypothesis import given
from hypothesis import strategies as st

from pyairtable_components.workload.call_graph import Call, calls, unknown_callers
from tests.components.standing import a_service

NAMES = ("auth", "cart", "mail", "shop", "user")
graphs = st.dictionaries(
    st.sampled_from(NAMES), st.tuples(st.integers(1, 65535), st.lists(st.sampled_from(NAMES), max_size=6)), max_size=5
)
Graph = dict[str, tuple[int, list[str]]]


@given(graphs)
def test_there_is_one_call_for_each_caller_of_each_service_and_no_other(graph: Graph) -> None:
    found = calls({name: a_service(port=port, callers=callers) for name, (port, callers) in graph.items()})
    wanted = {Call(caller, callee, port) for callee, (port, callers) in graph.items() for caller in callers}
    assert set(found) == wanted
    assert len(found) == len(wanted), "a caller named twice is one call"


@given(graphs, st.data())
def test_the_order_does_not_depend_on_the_order_of_the_services(graph: Graph, data: st.DataObject) -> None:
    services = {name: a_service(port=port, callers=callers) for name, (port, callers) in graph.items()}
    shuffled = data.draw(st.permutations(list(services.items())))
    assert calls(dict(shuffled)) == calls(services)


def test_a_service_without_a_port_is_called_by_nobody() -> None:
    assert calls({"worker": a_service(port=None), "shop": a_service()}) == ()


@given(graphs)
def test_a_caller_is_unknown_exactly_where_there_is_no_such_service(graph: Graph) -> None:
    services = {name: a_service(port=port, callers=callers) for name, (port, callers) in graph.items()}
    found = unknown_callers(services)
    assert all(caller not in services for _, caller in found)
    assert {call.caller for call in calls(services)} - set(services) == {caller for _, caller in found}
