"""Puts together what is wrong with an object: by the schema of its kind, and by the rules between its fields."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.computed.kubernetes import RELEASE
from pyairtable_infra.engine.computed.kubernetes_kinds import group_version_kind, is_built_in, is_patch
from pyairtable_infra.engine.standin.kubernetes import rules
from pyairtable_infra.engine.standin.kubernetes.judge import given, judge_of
from pyairtable_infra.engine.standin.kubernetes.messages import Finding, Messages
from pyairtable_infra.engine.standin.kubernetes.schemas import Catalog
from pyairtable_infra.profile.errors import closest

_SECRET = frozenset(("data", "stringData"))


def findings(known: Catalog, type_: str, inputs: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with the inputs of an object, some of it perhaps twice."""
    if type_ == RELEASE:
        yield from rules.of_release(given(inputs))
        return
    api_version, kind = group_version_kind(type_)
    schema = known.schema(api_version, kind)
    if schema is None:
        if is_built_in(api_version):
            yield _no_kind(known, api_version, kind)
        return
    value = given(inputs)
    judge = judge_of(known.version, partial=is_patch(type_))
    messages = Messages(judge, _SECRET if kind == "Secret" else frozenset())
    for wrong in judge.wrongs(value, schema):
        yield from messages.of(wrong)
    if not judge.partial:
        numbers = tuple(map(int, known.version.split(".")))
        yield from rules.findings(rules.Thing(api_version, kind, value, numbers))


def _no_kind(known: Catalog, api_version: str, kind: str) -> Finding:
    """What to write in place of a kind, or a version of one, that this version of Kubernetes does not have."""
    others = sorted((version for version, name in known.kinds if name == kind), key=_newest_first)
    said = f"Kubernetes {known.version} has no {kind} in {api_version}"
    if others:
        return ("apiVersion",), f"{said}. For example: apiVersion: {others[0]}"
    same = sorted(name for version, name in known.kinds if version == api_version)
    close = closest(kind, same or sorted({name for _, name in known.kinds}))
    return ("kind",), f"{said}. For example: kind: {close or 'Deployment'}"


def _newest_first(api_version: str) -> tuple[bool, int]:
    """https://kubernetes.io/docs/reference/using-api/#api-versioning."""
    number = re.search(r"v(\d+)$", api_version)
    return number is None, -int(number[1]) if number else 0
