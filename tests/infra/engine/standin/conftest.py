"""A stand-in provider that serves in this process, and a client of it."""

from collections.abc import Iterator, Mapping
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2 as pb
from pulumi.runtime.proto import provider_pb2_grpc

from pyairtable_infra.engine.standin.cloud import Cloud
from pyairtable_infra.engine.standin.plugin import start
from pyairtable_infra.engine.values import struct


class Client:
    """The engine's side of a provider."""

    def __init__(self, port: int, cloud: Cloud) -> None:
        self.cloud = cloud
        self.channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        self.calls: Any = provider_pb2_grpc.ResourceProviderStub(self.channel)

    def create(self, urn: str, inputs: Mapping[str, Any], *, preview: bool = False) -> Any:
        return self.calls.Create(pb.CreateRequest(urn=urn, properties=struct(inputs), preview=preview))

    def diff(self, urn: str, old: Mapping[str, Any], new: Mapping[str, Any], *ignored: str) -> Any:
        request = pb.DiffRequest(urn=urn, old_inputs=struct(old), news=struct(new), ignoreChanges=ignored)
        return self.calls.Diff(request)


@pytest.fixture
def client() -> Iterator[Client]:
    cloud = Cloud()
    server, port = start(cloud)
    made = Client(port, cloud)
    yield made
    made.channel.close()
    server.stop(None).wait()
    cloud.close()
