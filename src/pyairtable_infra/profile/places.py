"""Where in a file a finding about the whole profile was written: in a service's own section, or in the defaults."""

import re
from typing import Any

from pyairtable_infra.profile.explain import EXAMPLE, Finding
from pyairtable_infra.profile.layers import DEFAULTS
from pyairtable_infra.profile.paths import Path, at, depth


def places(findings: list[Finding], values: dict[str, Any]) -> list[tuple[Path, str]]:
    """The path in the file and the message of each finding; what the defaults cause eight times is told once."""
    placed: dict[tuple[Path, str], None] = {}
    told: set[Path] = set()
    for finding in findings:
        path = written(finding, values)
        if finding.rule and path[:1] == (DEFAULTS,):
            if path in told:
                continue
            told.add(path)
        placed[path, finding.message] = None
    return list(placed)


def written(finding: Finding, values: dict[str, Any]) -> Path:
    """The path in the file that a finding is about."""
    path = finding.path
    bases = [path]
    if len(path) > 1 and path[0] == "services":
        bases.append((DEFAULTS, *path[2:]))
    if finding.within:
        words = re.findall(r"\w[\w-]*", finding.message.partition(EXAMPLE)[0])
        for base in bases:
            section = at(values, base)
            key = next((word for word in words if word in section), None) if isinstance(section, dict) else None
            if key is not None:
                return (*base, key)
    own, *defaults = bases
    for other in defaults:
        # The first two parts are the service, the first one is the defaults.
        if depth(values, other) - 1 > max(depth(values, own) - 2, 0):
            return other
    return own
