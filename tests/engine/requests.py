"""What a program asks of the engine, compared with what it asks of our monitor: every field of every request."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from google.protobuf import json_format
from google.protobuf.message import Message

from pyairtable_infra.engine import run as engine_run
from pyairtable_infra.engine.monitor import PlanMonitor
from pyairtable_infra.plan.agreement import Comparable
from pyairtable_infra.plan.file import without_secrets
from tests.engine.grpc_log import MONITOR, Log

METHODS = ("RegisterResource", "RegisterResourceOutputs", "ReadResource", "Invoke")

_SUBJECT = ("urn", "tok", "parent", "type", "name")
_OF_ONE_RUN = ("sourcePosition", "stackTrace")
_UNORDERED = ("dependencies", "dependsOn", "urns")
_REFERENCE = re.compile(r"(urn:pulumi:\S+?::\S*pulumi:providers:\S+?::\S+?)::[0-9a-f-]{36}$")
"""A provider with its id."""
_SOURCE = re.compile(r"^/.+?/((components/pyairtable_components|\.venv/lib)/.+\.py)$")
"""A source of a function, which lies where the project does."""


def asked(log: Log) -> Comparable:
    """What the engine was asked for."""
    return _by_subject((method, request) for method, request, _ in log.calls(MONITOR, *METHODS))


@contextmanager
def listening() -> Iterator[Callable[[], Comparable]]:
    """What our monitors are asked for meanwhile."""
    heard: list[tuple[str, dict[str, Any]]] = []

    def recorded(name: str) -> Callable[[PlanMonitor, Message], Any]:
        original = getattr(PlanMonitor, name)

        def call(monitor: PlanMonitor, request: Message) -> Any:
            heard.append((name, json_format.MessageToDict(request)))
            return original(monitor, request)

        return call

    recorder = type("Recorder", (PlanMonitor,), {name: recorded(name) for name in METHODS})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_run, "PlanMonitor", recorder)
        yield lambda: _by_subject(heard)


def _by_subject(requests: Iterable[tuple[str, dict[str, Any]]]) -> Comparable:
    """The requests of each method about each resource or call; several about one are numbered."""
    found: dict[str, list[Any]] = {}
    for method, request in requests:
        subject = " ".join(str(request[key]) for key in _SUBJECT if key in request)
        found.setdefault(f"{method} {subject}", []).append(_said(request))
    return {subject: _numbered(several) for subject, several in found.items()}


def _numbered(several: list[Any]) -> dict[str, Any]:
    ordered = sorted(several, key=lambda one: json.dumps(one, sort_keys=True))
    return {str(number): one for number, one in enumerate(ordered)}


def _said(request: Mapping[str, Any]) -> dict[str, Any]:
    """A request without what differs from run to run: addresses, ids of providers, positions, secret values."""
    said = {key: _plain(value, key) for key, value in without_secrets(dict(request)).items() if key not in _OF_ONE_RUN}
    if "transforms" in said:
        said["transforms"] = len(said["transforms"])
    return said


def _plain(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {below: _plain(each, below) for below, each in value.items()}
    if isinstance(value, list):
        plain = [_plain(each) for each in value]
        return sorted(plain) if key in _UNORDERED else plain
    return _SOURCE.sub(r"\1", _REFERENCE.sub(r"\1", value)) if isinstance(value, str) else value
