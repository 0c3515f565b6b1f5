"""Windows of backup and maintenance, by minutes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components.data.windows import DAY, WEEK, apart, check_windows, minutes, overlap

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def time(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


def daily(begin: int, length: int) -> str:
    return f"{time(begin)}-{time(begin + length)}"


def weekly(begin: int, length: int) -> str:
    return "-".join(f"{DAYS[minute % WEEK // DAY]}:{time(minute)}" for minute in (begin, begin + length))


@pytest.mark.parametrize(
    ("backup", "maintenance", "found"),
    [
        ("03:00-04:00", "sun:04:00-sun:05:00", False),
        ("03:00-04:00", "sun:03:59-sun:05:00", True),
        ("03:00-04:00", "sun:02:00-sun:03:00", False),
        ("23:30-00:30", "mon:00:00-mon:01:00", True),
        ("23:30-00:30", "mon:00:30-mon:01:30", False),
        ("23:30-00:30", "sun:23:00-mon:00:00", True),
        ("00:00-01:00", "sun:23:30-mon:00:30", True),
        ("12:00-13:00", "tue:11:00-wed:11:00", True),
    ],
)
def test_windows_that_meet(backup: str, maintenance: str, *, found: bool) -> None:
    assert overlap(backup, maintenance) is found


@settings(max_examples=60)
@given(st.integers(0, DAY - 1), st.integers(30, 600), st.integers(0, WEEK - 1), st.integers(30, 600))
def test_they_overlap_exactly_if_they_share_a_minute(at: int, length: int, on: int, lasts: int) -> None:
    theirs = {minute % WEEK for minute in range(on, on + lasts)}
    ours = {(day * DAY + minute) % WEEK for day in range(7) for minute in range(at, at + length)}
    assert overlap(daily(at, length), weekly(on, lasts)) is bool(ours & theirs)


@settings(max_examples=60)
@given(st.integers(0, DAY - 1), st.integers(60, 600))
def test_the_window_of_an_example_is_right(at: int, length: int) -> None:
    backup = daily(at, length)
    check_windows(backup, apart(backup), key="backup_window", least=60)


def test_a_window_that_ends_as_it_begins_has_no_length() -> None:
    assert minutes("03:00-03:00") == 0
    with pytest.raises(
        ValueError,
        match=r"^backup_window 03:00-03:00 has 0 minutes, and 30 are needed\. For example: backup_window: 03:00-04:00$",
    ):
        check_windows("03:00-03:00", "sun:05:00-sun:06:00", key="backup_window", least=30)
