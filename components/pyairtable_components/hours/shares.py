"""For how much of a month something is in which state, when schedules change it. Arithmetic only.

Expressions are taken as wall-clock time of one zone. Summer time moves both ends of a night, so it changes nothing;
schedules of one resource in different zones are taken as if they had one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

from pyairtable_components.hours.cron import DAYS_OF_CYCLE, MINUTES_OF_DAY, Cron

State = TypeVar("State")
Step = Callable[[State], State]


def shares(initial: State, changes: Sequence[tuple[Cron, Step[State]]]) -> dict[State, Fraction]:
    """The share of time in each state, once the schedules have come round; they sum to 1."""
    days = 7 if all(cron.weekly for cron, _ in changes) else DAYS_OF_CYCLE
    events = sorted(_events(changes, days), key=lambda event: event[0])
    if not events:
        return {initial: Fraction(1)}
    state = initial
    for _, step in events:
        state = step(state)
    spent: Counter[State] = Counter()
    at = 0
    for minute, step in events:
        spent[state] += minute - at
        state, at = step(state), minute
    length = days * MINUTES_OF_DAY
    spent[state] += length - at
    return {each: Fraction(minutes, length) for each, minutes in spent.items() if minutes}


def _events(changes: Sequence[tuple[Cron, Step[State]]], days: int) -> Iterable[tuple[int, Step[State]]]:
    for cron, step in changes:
        for start in range(0, days, cron.period):
            for day in cron.days():
                for minute in cron.minutes:
                    yield (start + day) * MINUTES_OF_DAY + minute, step
