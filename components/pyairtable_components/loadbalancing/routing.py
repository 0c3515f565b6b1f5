"""Which rule comes first; no Pulumi here.

A load balancer takes the first rule that matches. So the more specific comes first: with a host before without one,
then a path without a wildcard, then the longer path.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from pyairtable_components.workload.service import Exposure

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
FIRST_PRIORITY, STEP, LAST_PRIORITY = 10, 10, 50_000


@dataclass(frozen=True)
class Rule:
    """One listener rule."""

    priority: int
    service: str
    paths: tuple[str, ...]
    hosts: tuple[str, ...]


def rules(exposures: Mapping[str, Exposure]) -> tuple[Rule, ...]:
    """The listener rules of `exposures`, by priority.

    Raises:
        ValueError: Two services claim the same path on the same hosts.
    """
    for service, other, path in clashes(exposures):
        raise ValueError(f"{service} and {other} are both exposed at {path}. For example: /{service}/* for one")

    def specific(service: str) -> tuple[bool, bool, int, str]:
        exposure = exposures[service]
        longest = max(exposure.paths, key=len)
        return not exposure.hosts, "*" in longest or "?" in longest, -len(longest), service

    numbered = zip(count(FIRST_PRIORITY, STEP), sorted(exposures, key=specific), strict=False)
    return tuple(
        Rule(priority, service, exposures[service].paths, exposures[service].hosts) for priority, service in numbered
    )


def clashes(exposures: Mapping[str, Exposure]) -> Iterator[tuple[str, str, str]]:
    """Each service that claims a path which an earlier one has on the same host: both services, and the path."""
    claimed: dict[tuple[str, str], str] = {}
    for service, exposure in exposures.items():
        for host in exposure.hosts or ("*",):
            for path in exposure.paths:
                other = claimed.setdefault((host, path), service)
                if other != service:
                    yield service, other, path
