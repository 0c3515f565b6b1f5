"""What a service may be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pyairtable_components.workload.service import HealthCheck, Replicas
from tests.components.standing import a_service


@given(st.integers(1, 50), st.integers(1, 50), st.none() | st.integers(1, 50))
def test_replicas_are_taken_exactly_if_they_are_in_order(minimum: int, maximum: int, expected: int | None) -> None:
    in_order = minimum <= maximum and (expected is None or minimum <= expected <= maximum)
    try:
        replicas = Replicas(minimum=minimum, maximum=maximum, expected=expected)
    except ValidationError:
        assert not in_order
    else:
        assert in_order
        assert replicas.average == (minimum if expected is None else expected)


@given(st.integers(5, 300), st.integers(2, 60))
def test_a_health_check_answers_before_the_next_one(interval: int, timeout: int) -> None:
    try:
        HealthCheck(interval=interval, timeout=timeout)
    except ValidationError:
        assert timeout >= interval
    else:
        assert timeout < interval


@pytest.mark.parametrize(
    ("values", "what"),
    [({"callers": ["shop"]}, "callers"), ({"runtime": {"exposure": {"paths": ["/*"]}}}, "runtime.exposure")],
)
def test_nobody_reaches_a_service_without_a_port(values: dict[str, object], what: str) -> None:
    with pytest.raises(
        ValidationError, match=rf"{what} is given, but there is no port to call\. For example: port: 8000"
    ):
        a_service(port=None, **values)


@pytest.mark.parametrize(
    "runtime",
    [
        {"spot_percent": 101},
        {"spot_percent": -1},
        {"spot_percent": 50.5},
        {"scaling": {"target_percent": 5}},
        {"exposure": {"paths": []}},
        {"exposure": {"paths": ["api"]}},
        {"exposure": {"paths": ["/*"], "hosts": ["a.example.com", "b.example.com"]}},
    ],
)
def test_a_bad_runtime_is_refused(runtime: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        a_service(runtime=runtime)
    assert refused.value.errors()[0]["loc"][0] == "runtime"


def test_the_variable_port_has_one_source() -> None:
    with pytest.raises(ValidationError, match=r"PORT is a variable here, and port says it already\. For example: "):
        a_service(port=8000, environment={"PORT": "9999"})
    assert a_service(port=None, environment={"PORT": "9999"}).port is None, "without a port it is a name like any other"
