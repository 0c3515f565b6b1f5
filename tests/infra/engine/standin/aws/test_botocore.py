"""The requests that come of good inputs, against botocore's own validator."""

from typing import Any

import pytest
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from botocore.validate import ParamValidator

from pyairtable_infra.engine.standin.aws import models
from pyairtable_infra.engine.standin.aws.given import OPEN, Given
from pyairtable_infra.engine.standin.aws.request import Requests
from pyairtable_infra.engine.standin.aws.table import CALLS
from tests.infra.engine.standin.aws.good import good, planned


def _plain(given: Given, shape: Shape) -> Any:
    """A request as botocore takes it; what is open is made up."""
    value = given.value
    if value is OPEN:
        return _made_up(shape)
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        return {key: _plain(each, shape.members[key]) for key, each in value.items()}
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {key: _plain(each, shape.value) for key, each in value.items()}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_plain(each, shape.member) for each in value]
    return value


def _made_up(shape: Shape) -> Any:
    if isinstance(shape, StructureShape):
        return {key: _made_up(shape.members[key]) for key in shape.required_members}
    if isinstance(shape, ListShape):
        return [_made_up(shape.member)] * shape.metadata.get("min", 0)
    if isinstance(shape, StringShape):
        return shape.enum[0] if shape.enum else "x" * shape.metadata.get("min", 1)
    return {"map": {}, "boolean": True, "timestamp": 0, "blob": b""}.get(shape.type_name, 1)


@pytest.mark.parametrize("type_", CALLS)
def test_a_request_is_one_that_botocore_would_send(type_: str) -> None:
    call = CALLS[type_]
    for inputs in (*good(type_), *planned(type_)):
        given = Requests(call, inputs).by_operation[call.action]
        shape = models.request(call.service, call.action)
        report = ParamValidator().validate(_plain(given, shape), shape)
        assert not report.has_errors(), f"{inputs}\n{report.generate_report()}"


def test_what_a_request_holds() -> None:
    """One request by eye: renamed, flattened, spread, made of a map, and set by another call."""
    inputs = {
        "name": "web",
        "port": "8080",
        "tags": {"Owner": "us"},
        "healthCheck": {"path": "/health", "matcher": "200-299", "enabled": True},
        "stickiness": {"type": "lb_cookie"},
    }
    given = Requests(CALLS["aws:lb/targetGroup:TargetGroup"], inputs).by_operation["CreateTargetGroup"]
    assert _plain(given, models.request("elbv2", "CreateTargetGroup")) == {
        "Name": "web",
        "Port": 8080,
        "Tags": [{"Key": "Owner", "Value": "us"}],
        "HealthCheckPath": "/health",
        "Matcher": {"HttpCode": "200-299"},
        "HealthCheckEnabled": True,
    }


def test_another_call_has_a_request_of_its_own() -> None:
    requests = Requests(CALLS["aws:ec2/vpc:Vpc"], {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": False})
    assert requests.by_operation.keys() == {"CreateVpc", "ModifyVpcAttribute"}
    setting = requests.by_operation["ModifyVpcAttribute"].value["EnableDnsSupport"].value["Value"]
    assert (setting.path, setting.value) == ("enableDnsSupport", False)
