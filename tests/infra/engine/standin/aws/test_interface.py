"""What the stand-in provider and a command use."""

import json
import subprocess
import sys

from pyairtable_infra.engine.computed import RULES
from pyairtable_infra.engine.standin.aws import Checked, mapped, problems, summary, unmapped
from pyairtable_infra.engine.standin.problems import Problem
from tests.conftest import environment_plan

UNCHECKED = {
    "aws:acm/certificateValidation:CertificateValidation": "it calls nothing: it waits until a certificate is issued",
}

IMPORTS = """
import sys
from pyairtable_infra.engine.standin.aws import problems
assert problems("aws:ecs/cluster:Cluster", {"name": "web"}) == []
heavy = [name for name in sys.modules if name.partition(".")[0] in ("pulumi", "pulumi_aws", "grpc", "boto3")]
print(heavy)
"""


def test_every_type_that_the_offline_engine_knows_is_checked_but_these() -> None:
    assert unmapped(RULES) == sorted(UNCHECKED)


def test_a_type_that_is_not_checked_says_why() -> None:
    assert {each.type_: each.reason for each in summary() if not each.operation} == UNCHECKED


def test_the_summary_has_every_type_that_the_offline_engine_knows_with_its_operation() -> None:
    assert [each.type_ for each in summary()] == sorted(RULES)
    assert Checked("aws:ecs/service:Service", "ecs.CreateService") in summary()


def test_the_summary_of_a_type_that_nobody_knows_says_so() -> None:
    assert summary(["aws:x/y:Z"]) == (Checked("aws:x/y:Z", "", "nobody has written down which call makes it"),)


def test_mapped_types_are_sorted_and_every_type_of_our_environments_that_can_be_is_among_them() -> None:
    assert list(mapped()) == sorted(mapped())
    ours = {each.type for name in ("dev", "staging", "prod") for each in environment_plan(name).resources}
    assert unmapped(type_ for type_ in ours if type_.startswith("aws:")) == sorted(UNCHECKED.keys() & ours)


def test_nothing_is_known_of_a_foreign_type() -> None:
    assert problems("aws:quicksight/user:User", {"whatever": 1}) == []
    assert problems("kubernetes:core/v1:Pod", {}) == []


def test_a_type_that_calls_nothing_has_its_properties_checked() -> None:
    type_ = next(iter(UNCHECKED))
    assert [each.path for each in problems(type_, {"certificateArn": "arn", "fqdns": []})] == ["fqdns"]


def test_what_a_provider_keeps_with_the_inputs_of_a_state_is_no_property() -> None:
    assert problems("aws:ecs/cluster:Cluster", {"name": "web", "__defaults": ["name"]}) == []


def test_one_place_has_one_problem() -> None:
    told = problems("aws:ecs/service:Service", {"desiredCount": "two", "networkConfiguration": {}})
    assert [each.path for each in told] == ["desiredCount", "networkConfiguration.subnets"]


def test_a_problem_reads_as_a_sentence() -> None:
    assert str(Problem("a.b", "it is required. For example: b: 1")) == "a.b: it is required. For example: b: 1"


def test_what_may_be_a_credential_is_not_told() -> None:
    key = "AKIA" + "ABCDEFGHIJ234567"
    inputs = {"family": "web", "networkMode": key, "containerDefinitions": json.dumps([{"environment": key}])}
    told = "\n".join(map(str, problems("aws:ecs/taskDefinition:TaskDefinition", inputs)))
    assert "this value is not one of" in told
    assert "this value is not a list" in told
    assert key not in told
    instance = {"instanceClass": "db.t4g.micro", "password": ["hunter2"], "engine": "postgres"}
    assert "hunter2" not in "".join(map(str, problems("aws:rds/instance:Instance", instance)))


def test_it_imports_no_pulumi_and_no_grpc() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTS], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
