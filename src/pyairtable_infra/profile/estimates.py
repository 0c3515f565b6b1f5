"""The estimates in the account's file: what each environment was planned to cost, for the reports to compare with.

A function has no plan, and a plan cannot price itself while it is made. So the figures are written into the profile.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path as File

from pyairtable_infra.profile.paths import NAMESPACE, Path, in_profile
from pyairtable_infra.profile.sources import ACCOUNT, parsed, text_of

Amounts = Mapping[tuple[str, str], Decimal]
"""US dollars a month, in cents, by environment and service."""

_COSTS: Path = ("costs",)
_ESTIMATES: Path = ("costs", "estimates")
_NOTE = "# written by `pyairtable-infra cost estimates --write`"


def as_text(amounts: Amounts) -> str:
    """One line an environment: `dev: { api-gateway: 2.33, shared: 60.10 }`."""
    lines = []
    for environment in sorted({name for name, _ in amounts}):
        figures = ", ".join(f"{key[1]}: {usd:.2f}" for key, usd in sorted(amounts.items()) if key[0] == environment)
        lines.append(f"{environment}: {{ {figures} }}")
    return "\n".join(lines) + "\n"


def with_estimates(amounts: Amounts, root: File) -> str:
    """The text of the account's file with these estimates instead of those that it has; all else stays as it is.

    Raises:
        ProfileError: The file is missing, or is not YAML.
    """
    text = text_of(ACCOUNT, root)
    file = parsed(ACCOUNT, text)
    spans = {in_profile(path): span for path, span in file.spans.items() if path[:1] == ("config",)}
    flows = {in_profile(path) for path in file.flows}
    lines = as_text(amounts).splitlines()
    flow = f"{{ {', '.join(lines)} }}"
    if _ESTIMATES in spans:
        start, end = spans[_ESTIMATES]
        inline = _ESTIMATES in flows
        indent = " " * (start - text.rfind("\n", 0, start) - 1)
        new = flow if inline else f"\n{indent}".join(lines)
        return f"{text[:start]}{new}{text[end:]}"
    if _COSTS in flows:
        start = spans[_COSTS][0] + 1
        comma = "," if any(path[:1] == _COSTS and path != _COSTS for path in spans) else ""
        return f"{text[:start]} estimates: {flow}{comma}{text[start:]}"
    if _COSTS in spans:
        start = spans[_COSTS][0]
        indent = " " * (start - text.rfind("\n", 0, start) - 1)
        block = "".join(f"\n{indent}  {line}" for line in lines)
        return f"{text[:start]}estimates: {_NOTE}{block}\n{indent}{text[start:]}"
    block = "".join(f"      {line}\n" for line in lines)
    return f"{text.rstrip()}\n  {NAMESPACE}:costs:\n    estimates: {_NOTE}\n{block}"
