"""How services are made smaller and larger again: the arithmetic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components.functions.capacity.core import Found, Size, back, down, read, written

DEV = {"Environment": "dev"}


@st.composite
def a_size(draw: st.DrawFn) -> Size:
    low = draw(st.integers(0, 5))
    high = draw(st.integers(low, 9))
    return draw(st.sampled_from([Size(draw(st.integers(low, high)), low, high), Size(high)]))


SIZES = st.dictionaries(st.sampled_from(["api", "web", "worker"]), a_size())


def found(sizes: dict[str, Size]) -> dict[str, Found]:
    return {name: Found(name, size, DEV) for name, size in sizes.items()}


@settings(max_examples=60)
@given(SIZES, st.integers(0, 1))
def test_what_goes_down_comes_back_as_it_was(sizes: dict[str, Size], floor: int) -> None:
    first = down(found(sizes), {}, "dev", floor)
    low = sizes | dict(first.changes)
    assert all(size.desired >= min(floor, sizes[name].desired) for name, size in low.items())
    second = down(found(low), first.remembered, "dev", floor)
    assert (second.changes, second.remembered) == ({}, first.remembered), "a second run changes nothing"
    restored = back(found(low), first.remembered, "dev", floor)
    assert low | dict(restored.changes) == sizes
    assert restored.remembered == {}


@given(SIZES)
@settings(max_examples=30)
def test_what_is_remembered_can_be_read(sizes: dict[str, Size]) -> None:
    assert read(written(sizes)) == sizes


def test_what_somebody_changed_meanwhile_stays() -> None:
    decision = back(found({"api": Size(3, 2, 6)}), {"api": Size(2, 1, 3)}, "dev", 1)
    assert (decision.changes, decision.remembered) == ({}, {})
    assert decision.left == {"api": "somebody has changed it since"}


def test_what_sleeps_meanwhile_is_remembered_until_it_wakes() -> None:
    former = {"api": Size(2, 1, 3)}
    decision = back(found({"api": Size(0, 0, 0)}), former, "dev", 1)
    assert (decision.changes, decision.remembered) == ({}, former)
    assert back(found({"api": Size(1, 1, 1)}), former, "dev", 1).changes == former


@pytest.mark.parametrize("text", ["", "{", "[]", '{"api": 5}', '{"api": ["x"]}', '{"api": [1,2,3,4]}'])
def test_a_memory_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r'For example: \{"api":\[2,1,3\]\}'):
        read(text)
