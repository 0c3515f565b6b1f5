"""What the engine hears from a stand-in provider."""

from typing import Any

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import provider_pb2 as pb

from pyairtable_infra.engine.values import plain, secret, struct
from pyairtable_infra.plan.model import SECRET, UNKNOWN
from tests.infra.engine.standin.conftest import Client

TYPE = "aws:ecs/taskDefinition:TaskDefinition"
URN = f"urn:pulumi:dev::shop::{TYPE}::worker"
INPUTS = {"family": "worker", "cpu": "256", "containerDefinitions": "[]"}
VPC = "urn:pulumi:dev::shop::aws:ec2/vpc:Vpc::main"
LOGS = "urn:pulumi:dev::shop::aws:cloudwatch/logGroup:LogGroup::worker"
BALANCER = "urn:pulumi:dev::shop::aws:lb/loadBalancer:LoadBalancer::public"
CANARY = "canary-1f0c"


def with_secret(key: str, text: str) -> Struct:
    made = struct(INPUTS)
    made.fields[key].CopyFrom(secret(struct({"it": text}).fields["it"]))
    return made


def test_a_preview_creates_nothing_and_knows_no_ids(client: Client) -> None:
    answer = client.create(URN, INPUTS, preview=True)
    assert answer.id == ""
    assert plain(answer.properties) == {**INPUTS, "arn": UNKNOWN, "arnWithoutRevision": UNKNOWN, "revision": UNKNOWN}
    assert client.cloud.things() == ()


def test_what_is_created_exists(client: Client) -> None:
    answer = client.create(URN, INPUTS)
    (thing,) = client.cloud.things()
    assert (thing.type, thing.id, thing.urn, thing.inputs) == (TYPE, "worker", URN, INPUTS)
    assert plain(answer.properties) == {**INPUTS, **thing.outputs}


def test_a_replacement_is_another_resource(client: Client) -> None:
    first, second = client.create(VPC, {"cidrBlock": "10.0.0.0/16"}), client.create(VPC, {"cidrBlock": "10.1.0.0/16"})
    assert first.id != second.id
    assert plain(client.create(URN, INPUTS).properties)["revision"] == 1
    assert plain(client.create(URN, INPUTS).properties)["revision"] == 2


def test_a_name_that_is_taken_is_refused(client: Client) -> None:
    role = "urn:pulumi:dev::shop::aws:iam/role:Role::"
    client.create(f"{role}one", {"name": "same"})
    with pytest.raises(grpc.RpcError, match=r"AlreadyExistsException: aws:iam/role:Role .*role/same exists already"):
        client.create(f"{role}other", {"name": "same"})


def test_an_update_changes_what_exists(client: Client) -> None:
    made = client.create(URN, INPUTS)
    changed = {**INPUTS, "cpu": "512"}
    answer = client.calls.Update(pb.UpdateRequest(urn=URN, id=made.id, olds=made.properties, news=struct(changed)))
    (thing,) = client.cloud.things()
    assert thing.inputs == changed
    assert plain(answer.properties) == {**changed, **thing.outputs}


@pytest.mark.parametrize(
    ("urn", "left"),
    [(LOGS, 1), ("urn:pulumi:dev::shop::kubernetes:core/v1:ConfigMap::told", 30)],
    ids=["AWS is sent what changes", "a cluster is sent the whole object"],
)
def test_an_update_writes_what_the_provider_sends(urn: str, left: int, client: Client) -> None:
    old, new = {"retentionInDays": 30, "tags": {"a": "1"}}, {"retentionInDays": 30, "tags": {"a": "2"}}
    made = client.create(urn, old)
    client.cloud.drift(client.cloud.things()[0], {"retentionInDays": 1})
    request = pb.UpdateRequest(urn=urn, id=made.id, olds=made.properties, old_inputs=struct(old), news=struct(new))
    client.calls.Update(request)
    (thing,) = client.cloud.things()
    assert thing.inputs == {"retentionInDays": left, "tags": {"a": "2"}}


def test_an_update_takes_away_what_the_program_leaves_out(client: Client) -> None:
    old = {"name": "worker", "retentionInDays": 30, "tags": {"a": "1"}}
    made = client.create(LOGS, old)
    new = struct({"name": "worker"})
    client.calls.Update(pb.UpdateRequest(urn=LOGS, id=made.id, olds=made.properties, old_inputs=struct(old), news=new))
    assert client.cloud.things()[0].inputs == {"name": "worker"}


def test_an_update_of_what_is_gone_fails(client: Client) -> None:
    made = client.create(URN, INPUTS)
    client.cloud.remove(TYPE, client.cloud.things()[0].key)
    with pytest.raises(grpc.RpcError, match=f"NotFoundException: there is no {TYPE} worker"):
        client.calls.Update(pb.UpdateRequest(urn=URN, id=made.id, olds=made.properties, news=struct(INPUTS)))


def test_a_delete_removes_the_one_revision_that_the_state_names(client: Client) -> None:
    first, second = client.create(URN, INPUTS), client.create(URN, INPUTS)
    client.calls.Delete(pb.DeleteRequest(urn=URN, id=first.id, properties=first.properties))
    assert [thing.outputs["arn"] for thing in client.cloud.things()] == [plain(second.properties)["arn"]]


def test_what_aws_protects_is_not_deleted(client: Client) -> None:
    made = client.create(BALANCER, {"name": "public", "enableDeletionProtection": True})
    with pytest.raises(grpc.RpcError, match=r"OperationNotPermitted: .*while enableDeletionProtection is on"):
        client.calls.Delete(pb.DeleteRequest(urn=BALANCER, id=made.id, properties=made.properties))
    assert len(client.cloud.things()) == 1


def test_a_refresh_tells_what_drifted_and_keeps_secrets_whole(client: Client) -> None:
    inputs = with_secret("containerDefinitions", CANARY)
    made = client.calls.Create(pb.CreateRequest(urn=URN, properties=inputs))
    client.cloud.drift(client.cloud.things()[0], {"cpu": "1024"})
    request = pb.ReadRequest(urn=URN, id=made.id, properties=made.properties, inputs=inputs)
    answer = client.calls.Read(request)
    assert answer.inputs.fields["cpu"].string_value == "1024"
    assert answer.inputs.fields["containerDefinitions"] == inputs.fields["containerDefinitions"]
    assert answer.properties.fields["containerDefinitions"] == inputs.fields["containerDefinitions"]


def test_a_refresh_of_what_is_gone_says_so(client: Client) -> None:
    made = client.create(URN, INPUTS)
    client.cloud.remove(TYPE, client.cloud.things()[0].key)
    answer = client.calls.Read(pb.ReadRequest(urn=URN, id=made.id, properties=made.properties, inputs=struct(INPUTS)))
    assert answer.id == ""


def test_an_import_reads_what_exists_and_no_secret_value(client: Client) -> None:
    client.calls.Create(pb.CreateRequest(urn=URN, properties=with_secret("containerDefinitions", CANARY)))
    answer = client.calls.Read(pb.ReadRequest(urn=URN, id="worker"))
    assert answer.id == "worker"
    assert plain(answer.inputs) == {**INPUTS, "containerDefinitions": dict(SECRET)}
    assert CANARY not in str(answer)


def test_what_was_never_made_here_is_made_up_from_its_id(client: Client) -> None:
    answer = client.calls.Read(pb.ReadRequest(urn=VPC, id="vpc-12345"))
    assert answer.id == "vpc-12345"
    assert plain(answer.properties)["arn"].endswith(":vpc/vpc-12345")


def test_no_secret_value_reaches_the_account(client: Client) -> None:
    client.calls.Create(pb.CreateRequest(urn=URN, properties=with_secret("containerDefinitions", CANARY)))
    (thing,) = client.cloud.things()
    assert thing.inputs["containerDefinitions"] == SECRET


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {}),
        ({"cpu": "512"}, {"cpu": "UPDATE_REPLACE"}),
        ({"taskRoleArn": "arn"}, {"taskRoleArn": "ADD_REPLACE"}),
        ({"containerDefinitions": None}, {"containerDefinitions": "DELETE_REPLACE"}),
        ({"tags": {"Owner": "team"}}, {"tags": "ADD"}),
    ],
)
def test_a_diff_names_each_property_and_whether_it_replaces(
    client: Client, change: dict[str, Any], expected: dict[str, str]
) -> None:
    new = {key: value for key, value in {**INPUTS, **change}.items() if value is not None}
    answer = client.diff(URN, INPUTS, new)
    found = {path: pb.PropertyDiff.Kind.Name(each.kind) for path, each in answer.detailedDiff.items()}
    assert found == expected
    assert answer.changes == (pb.DiffResponse.DIFF_SOME if expected else pb.DiffResponse.DIFF_NONE)
    assert list(answer.replaces) == [path for path, kind in expected.items() if kind.endswith("REPLACE")]


def test_a_diff_leads_to_the_nested_value(client: Client) -> None:
    old = {"tags": {"Owner": "team", "aws:x": "1"}, "list": [{"a": 1}, {"a": 2}]}
    new = {"tags": {"Owner": "other", "aws:x": "2"}, "list": [{"a": 1}, {"a": 3}]}
    assert sorted(client.diff(VPC, old, new).detailedDiff) == ["list[1].a", "tags.Owner", 'tags["aws:x"]']


def test_a_diff_leaves_out_what_is_ignored(client: Client) -> None:
    old = {"tags": {"a": "1"}, "list": [1], "tagsAll": {"a": "1"}, "cidrBlock": "x"}
    new = {"tags": {"a": "2"}, "list": [2], "tagsAll": {"a": "2"}, "cidrBlock": "y"}
    assert list(client.diff(VPC, old, new, "tags", "list", "cidrBlock").detailedDiff) == ["tagsAll.a"]


def test_a_diff_sees_that_a_secret_changed(client: Client) -> None:
    old, new = with_secret("containerDefinitions", "old"), with_secret("containerDefinitions", "new")
    answer = client.calls.Diff(pb.DiffRequest(urn=URN, old_inputs=old, news=new))
    assert list(answer.detailedDiff) == ["containerDefinitions"]


def test_a_lookup_without_an_answer_is_refused_by_name(client: Client) -> None:
    with pytest.raises(grpc.RpcError, match="the program calls aws:ec2/getAmi:getAmi, which only a cloud account"):
        client.calls.Invoke(pb.InvokeRequest(tok="aws:ec2/getAmi:getAmi"))


def test_a_type_that_is_not_known_is_refused_by_name(client: Client) -> None:
    urn = "urn:pulumi:dev::shop::aws:braket/job:Job::one"
    with pytest.raises(grpc.RpcError, match="one: the offline engine does not know what AWS computes for aws:braket"):
        client.calls.Check(pb.CheckRequest(urn=urn))


@pytest.mark.parametrize(
    ("urn", "inputs", "path", "reason"),
    [
        (
            "urn:pulumi:dev::shop::aws:ecs/service:Service::worker",
            {"schedulingStrategy": "SOMETIMES"},
            "schedulingStrategy",
            "SOMETIMES",
        ),
        (
            "urn:pulumi:dev::shop::kubernetes:core/v1:Service::web",
            {"spec": {"ports": [{"port": "http"}]}},
            "spec.ports[0].port",
            "http",
        ),
    ],
)
def test_what_the_cloud_would_refuse_is_refused_in_a_preview(
    client: Client, urn: str, inputs: dict[str, Any], path: str, reason: str
) -> None:
    answer = client.calls.Check(pb.CheckRequest(urn=urn, news=struct(inputs)))
    failures = {failure.property: failure.reason for failure in answer.failures}
    assert reason in failures[path]
    assert "For example: " in failures[path]


def test_what_the_cloud_takes_passes_as_it_is(client: Client) -> None:
    inputs = with_secret("containerDefinitions", '[{"name": "worker", "image": "a:1"}]')
    answer = client.calls.Check(pb.CheckRequest(urn=URN, news=inputs))
    assert list(answer.failures) == []
    assert answer.inputs == inputs
