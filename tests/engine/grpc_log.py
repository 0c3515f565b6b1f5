"""The engine's log of its calls: what a program asked it for, and what it asked the providers for.

https://github.com/pulumi/pulumi/blob/master/sdk/go/common/env/env.go (PULUMI_DEBUG_GRPC). Secrets are plain text there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from pulumi.runtime.proto import resource_pb2

from pyairtable_infra.plan.file import without_secrets

MONITOR, PROVIDER = "ResourceMonitor", "ResourceProvider"
Request = resource_pb2.RegisterResourceRequest


@dataclass(frozen=True)
class Log:
    """The log of one command."""

    path: Path

    def calls(self, service: str, *methods: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Each call of a service that ended: its method, request and response."""
        with self.path.open(encoding="utf-8") as lines:
            for entry in map(json.loads, lines):
                of, method = entry["method"].removeprefix("/pulumirpc.").split("/")
                if of == service and method in methods and entry.get("progress") == "response_completed":
                    yield method, entry["request"], entry.get("response") or {}

    def open_in(self, text: str) -> set[str]:
        """The methods whose requests or responses hold `text` outside of a secret."""
        found = set()
        with self.path.open(encoding="utf-8") as lines:
            for entry in map(json.loads, lines):
                parts = [without_secrets(entry.get(part)) for part in ("request", "response")]
                if text in json.dumps(parts):
                    found.add(entry["method"].removeprefix("/pulumirpc."))
        return found

    def registrations(self) -> Mapping[str, Request]:
        """What the program asked for, by the URN that it became."""
        return {
            response["urn"]: json_format.ParseDict(request, Request(), ignore_unknown_fields=True)
            for _, request, response in self.calls(MONITOR, "RegisterResource")
        }
