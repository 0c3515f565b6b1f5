"""A queue of work, and the one for what failed."""

import json

import pytest

from pyairtable_components import WorkQueue
from pyairtable_components.data.spec import QueueSpec
from pyairtable_infra.plan.model import Plan
from tests.components.data.making import store_plan
from tests.components.reading import every, names, only, statements
from tests.components.standing import KEY

QUEUE = "sqs/queue:Queue"


def queue_plan(monitoring: str = "basic") -> Plan:
    spec = QueueSpec(attempts=3, visibility_seconds=600, retention_days=2)
    return store_plan(lambda where: WorkQueue("jobs", spec, where, key_arn=KEY), monitoring=monitoring)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return queue_plan()


def test_work_that_failed_three_times_goes_to_the_other_queue(plan: Plan) -> None:
    queue, failed = only(plan, QUEUE, "jobs"), only(plan, QUEUE, "jobs-failed")
    assert json.loads(queue.inputs["redrivePolicy"]) == {
        "deadLetterTargetArn": failed.outputs["arn"],
        "maxReceiveCount": 3,
    }
    assert json.loads(failed.inputs["redriveAllowPolicy"]) == {
        "redrivePermission": "byQueue",
        "sourceQueueArns": [queue.outputs["arn"]],
    }


def test_what_failed_is_kept_longer_than_what_waits(plan: Plan) -> None:
    queue, failed = only(plan, QUEUE, "jobs").inputs, only(plan, QUEUE, "jobs-failed").inputs
    assert queue["messageRetentionSeconds"] == 2 * 86400
    assert failed["messageRetentionSeconds"] == 14 * 86400
    assert (queue["visibilityTimeoutSeconds"], queue["receiveWaitTimeSeconds"]) == (600, 20)


@pytest.mark.parametrize("name", ["jobs", "jobs-failed"])
def test_both_are_encrypted_and_answer_over_tls_only(plan: Plan, name: str) -> None:
    queue = only(plan, QUEUE, name)
    assert queue.inputs["kmsMasterKeyId"] == KEY
    (denied,) = statements(queue.inputs["policy"])
    assert (denied["Effect"], denied["Resource"]) == ("Deny", [queue.outputs["arn"]])
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_alarms_begin_at_enhanced(plan: Plan) -> None:
    assert not every(plan, "MetricAlarm")
    watched = queue_plan("enhanced")
    assert names(every(watched, "MetricAlarm")) == {"jobs-age", "jobs-failed-messages"}
    assert only(watched, "MetricAlarm", "jobs-failed-messages").inputs["threshold"] == 0
