"""Failures that are asked for come when they are due, and leave what they say."""

import threading

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2 as pb
from pydantic import ValidationError

from pyairtable_infra.engine.standin.faults import Fault
from pyairtable_infra.engine.values import struct
from tests.infra.engine.standin.conftest import Client

ROLE = "urn:pulumi:dev::shop::aws:iam/role:Role::"


def role(client: Client, name: str, *, timeout: float | None = None) -> str:
    """Create a role; OK or the message of the failure."""
    request = pb.CreateRequest(urn=f"{ROLE}{name}", properties=struct({"name": name}))
    try:
        return str(client.calls.Create(request, timeout=timeout).id)
    except grpc.RpcError as error:
        return str(error.details())


def test_an_error_comes_at_its_call_and_makes_nothing(client: Client) -> None:
    client.cloud.inject(Fault(kind="error", call=2).model_dump_json())
    assert role(client, "a") == "a"
    assert "InternalFailure" in role(client, "b")
    assert role(client, "b") == "b"
    assert [thing.id for thing in client.cloud.things()] == ["a", "b"]
    assert client.cloud.struck


def test_calls_are_chosen_by_method_and_urn(client: Client) -> None:
    client.cloud.inject(Fault(kind="error", method="Create", urn="::b", call=2).model_dump_json())
    client.calls.Check(pb.CheckRequest(urn=f"{ROLE}b"))
    assert role(client, "b") == "b"
    assert role(client, "a") == "a"
    assert "InternalFailure" in role(client, "b")


def test_throttling_lasts_as_long_as_it_is_told(client: Client) -> None:
    client.cloud.inject(Fault(kind="throttle", call=1, times=2).model_dump_json())
    assert [role(client, "a"), role(client, "a"), role(client, "a")] == ["ThrottlingException: Rate exceeded"] * 2 + [
        "a"
    ]


def test_a_partial_create_exists_and_the_engine_is_told_so(client: Client) -> None:
    client.cloud.inject(Fault(kind="partial").model_dump_json())
    with pytest.raises(grpc.RpcError) as raised:
        client.create(f"{ROLE}a", {"name": "a"})
    told = {each.key: each.value for each in raised.value.trailing_metadata()}
    assert b"ErrorResourceInitFailed" in told["grpc-status-details-bin"]
    assert [thing.id for thing in client.cloud.things()] == ["a"]


@pytest.mark.parametrize(("kind", "made"), [("hang", []), ("lost", ["a"])])
def test_a_call_that_never_ends_is_ended_by_a_cancel(client: Client, kind: str, made: list[str]) -> None:
    client.cloud.inject(Fault.model_validate({"kind": kind}).model_dump_json())
    answers: list[str] = []
    waiting = threading.Thread(target=lambda: answers.append(role(client, "a", timeout=60)))
    waiting.start()
    while not client.cloud.struck:
        threading.Event().wait(0.01)
    assert waiting.is_alive()
    client.calls.Cancel(empty_pb2.Empty())
    waiting.join(timeout=30)
    assert answers == ["the call was cancelled before it answered"]
    assert [thing.id for thing in client.cloud.things()] == made


@pytest.mark.parametrize("wrong", [{"kind": "explode"}, {"kind": "error", "call": 0}, {"kind": "error", "nth": 1}])
def test_a_fault_that_cannot_come_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Fault.model_validate(wrong)
