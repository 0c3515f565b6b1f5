"""A task that runs once when it is started."""

import pytest

from pyairtable_components import allow
from tests.components.ecs.making import one_off_plan
from tests.components.reading import every, granted, only, variables
from tests.components.standing import PRIVATE


def test_nothing_runs_by_itself() -> None:
    plan = one_off_plan()
    assert not every(plan, "scheduler/schedule:Schedule")
    assert not every(plan, "ecs/service:Service")


def test_it_tells_whoever_starts_it_what_run_task_wants() -> None:
    plan = one_off_plan()
    assert only(plan, "pyairtable:ecs:OneOffTask").outputs == {
        "definition_arn": only(plan, "TaskDefinition").outputs["arn"],
        "subnet_ids": list(PRIVATE),
        "security_group_id": only(plan, "ec2/securityGroup:SecurityGroup").id,
        "assign_public_ip": False,
    }


def test_it_has_the_variables_and_grants_that_it_is_given() -> None:
    reads = allow("s3:GetObject", on=["arn:aws:s3:::dumps/*"])
    plan = one_off_plan({"environment": {"ENVIRONMENT": "dev"}, "grants": (reads,)}, environment={"STEP": "all"})
    assert variables(plan) == {"ENVIRONMENT": "dev", "STEP": "all"}
    assert granted(plan, "migrate-task") == {"s3:GetObject": ["arn:aws:s3:::dumps/*"]}


def test_a_task_with_a_schedule_is_refused() -> None:
    with pytest.raises(ValueError, match=r"migrate has a schedule\. For example: ScheduledTask instead of OneOffTask"):
        one_off_plan(schedule="rate(1 day)")
