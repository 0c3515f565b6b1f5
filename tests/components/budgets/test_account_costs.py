"""What watches the costs of an account."""

from typing import Any

import pytest
from pydantic import ValidationError

from pyairtable_components import AccountCostSpec, CostAllocationTags, CostAnomalyDetection
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, only, plan_of, uses
from tests.conftest import a_context

TOPIC = "arn:aws:sns:us-east-1:123456789012:shop-account-alerts"


def tags(**spec: Any) -> Plan:
    context, wanted = a_context(), AccountCostSpec.model_validate({"tags": spec}).tags
    return plan_of(lambda: CostAllocationTags("tags", wanted, context))


def test_one_monitor_of_all_services_tells_at_once_of_what_is_large_enough() -> None:
    context, spec = a_context(), AccountCostSpec().anomalies
    plan = plan_of(lambda: CostAnomalyDetection("anomalies", spec, context, topic_arn=TOPIC))
    monitor, subscription = only(plan, "AnomalyMonitor"), only(plan, "AnomalySubscription")
    assert (monitor.inputs["monitorType"], monitor.inputs["monitorDimension"]) == ("DIMENSIONAL", "SERVICE")
    assert subscription.inputs["frequency"] == "IMMEDIATE"
    assert subscription.inputs["subscribers"] == [{"type": "SNS", "address": TOPIC}]
    assert uses(subscription, "monitorArnLists", monitor)
    assert subscription.inputs["thresholdExpression"]["ands"] == [
        {
            "dimension": {
                "key": f"ANOMALY_TOTAL_IMPACT_{kind}",
                "matchOptions": ["GREATER_THAN_OR_EQUAL"],
                "values": [least],
            }
        }
        for kind, least in (("ABSOLUTE", "10"), ("PERCENTAGE", "20"))
    ]


def test_tags_wait_until_billing_has_seen_them() -> None:
    assert not every(tags(), "CostAllocationTag")
    found = every(tags(activated=True), "CostAllocationTag")
    assert {(one.inputs["tagKey"], one.inputs["status"]) for one in found} == {
        (key, "Active") for key in ("CostCenter", "Environment", "Project", "Service")
    }


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"tags": {"keys": []}}, "at least 1 item"),
        ({"anomalies": {"least_usd": -1}}, "greater than 0"),
        ({"environments": ["Dev"]}, "is not an environment name"),
        ({"weekly": "every monday"}, "is not an EventBridge schedule"),
    ],
)
def test_bad_input_is_refused(spec: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        AccountCostSpec.model_validate(spec)
