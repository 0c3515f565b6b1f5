"""Which rule comes first; no Pulumi here.

A load balancer takes the first rule that matches. So the more specific comes first: with a host before without one,
then a path without a wildcard, then the longer path.

The priority of a rule follows from its own path and host, so that a later rule does not move it: AWS refuses a
priority that is still in use. Only of two equally specific paths that want the same of 97 places does one yield.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

from pyairtable_components.workload.service import Exposure

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
FIRST_PRIORITY, LAST_PRIORITY = 1, 50_000
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
LONGEST_PATH = 128
_RANKS = 4 * LONGEST_PATH
_SLOTS = LAST_PRIORITY // _RANKS
"""Priorities for paths that are equally specific."""


@dataclass(frozen=True)
class Rule:
    """One listener rule: one path of one service."""

    priority: int
    service: str
    path: str
    hosts: tuple[str, ...]
    number: int
    """Which of the service's paths this is; the first is 1."""

    @property
    def name(self) -> str:
        """A logical name; a dot stands in no name of a service."""
        return self.service if self.number == 1 else f"{self.service}.{self.number}"


def rules(exposures: Mapping[str, Exposure]) -> tuple[Rule, ...]:
    """The listener rules of `exposures`, by priority.

    Raises:
        ValueError: Two services claim the same path on the same hosts, or too many paths are equally specific.
    """
    for service, other, path in clashes(exposures):
        raise ValueError(f"{service} and {other} are both exposed at {path}. For example: /{service}/* for one")
    found: dict[int, Rule] = {}
    for service, exposure in sorted(exposures.items()):
        for number, path in enumerate(dict.fromkeys(exposure.paths), start=1):
            first = FIRST_PRIORITY + _rank(path, exposure.hosts) * _SLOTS
            wanted = crc32(" ".join((path, *exposure.hosts)).encode())
            places = (first + (wanted + step) % _SLOTS for step in range(_SLOTS))
            priority = next((place for place in places if place not in found), None)
            if priority is None:
                raise ValueError(
                    f"more than {_SLOTS} paths are as specific as {path}. For example: a longer path for {service}"
                )
            found[priority] = Rule(priority, service, path, exposure.hosts, number)
    return tuple(rule for _, rule in sorted(found.items()))


def _rank(path: str, hosts: tuple[str, ...]) -> int:
    """0 for the most specific."""
    wildcard = "*" in path or "?" in path
    return (2 * (not hosts) + wildcard) * LONGEST_PATH + LONGEST_PATH - len(path)


def clashes(exposures: Mapping[str, Exposure]) -> Iterator[tuple[str, str, str]]:
    """Each service that claims a path which an earlier one has on the same host: both services, and the path."""
    claimed: dict[tuple[str, str], str] = {}
    for service, exposure in exposures.items():
        for host in exposure.hosts or ("*",):
            for path in exposure.paths:
                other = claimed.setdefault((host, path), service)
                if other != service:
                    yield service, other, path
