"""What the engine believes to exist, held against what does."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyairtable_infra.engine.standin.cloud import Thing, key_of
from pyairtable_infra.plan.model import Plan


@dataclass(frozen=True)
class Holdings:
    """A state and an account compared.

    Args:
        orphans: What exists and no state knows.
        lost: URNs of what a state knows and does not exist.
        pending: URNs of operations that nobody saw the end of.
    """

    orphans: tuple[Thing, ...]
    lost: tuple[str, ...]
    pending: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether both agree."""
        return not (self.orphans or self.lost or self.pending)

    def __str__(self) -> str:
        parts = {
            "exist and are in no state": [thing.urn for thing in self.orphans],
            "are in the state and do not exist": self.lost,
            "are pending": self.pending,
        }
        return "; ".join(f"{len(urns)} {what}: {', '.join(sorted(urns))}" for what, urns in parts.items() if urns)


def holdings(state: Mapping[str, Any], things: Iterable[Thing]) -> Holdings:
    """Compare a `pulumi stack export` with what exists."""
    deployment = state["deployment"]
    known = {
        (raw["type"], key_of(raw["type"], raw["id"], raw.get("outputs") or {})): raw["urn"]
        for raw in _managed(deployment.get("resources") or ())
    }
    there = {(thing.type, thing.key): thing for thing in things}
    return Holdings(
        orphans=tuple(there[key] for key in sorted(there.keys() - known.keys())),
        lost=tuple(known[key] for key in sorted(known.keys() - there.keys())),
        pending=tuple(each["resource"]["urn"] for each in deployment.get("pending_operations") or ()),
    )


def import_file(orphans: tuple[Thing, ...], plan: Plan) -> str:
    """What `pulumi import --file` takes for `orphans`; parent and provider of each are those of the plan.

    https://www.pulumi.com/docs/iac/guides/migration/import/#bulk-import-operations
    """
    names: dict[str, str] = {}
    resources = []
    for thing in orphans:
        planned = plan.by_urn[thing.urn]
        above = {"parent": planned.parent, "provider": planned.provider.rpartition("::")[0]}
        named = {key: names.setdefault(urn, f"r{len(names)}") for key, urn in above.items() if urn}
        resources.append({"type": thing.type, "name": planned.name, "id": thing.id, **named})
    return json.dumps({"nameTable": {name: urn for urn, name in names.items()}, "resources": resources}, indent=1)


def _managed(resources: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Those that a provider made: no components, no providers, nothing that is only read."""
    for raw in resources:
        if raw.get("custom") and not raw.get("external") and not raw["type"].startswith("pulumi:"):
            yield raw
