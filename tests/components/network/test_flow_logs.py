"""Flow logs, by monitoring level."""

import pytest

from pyairtable_components import EncryptionKey, Network, NetworkSpec
from tests.components.network.making import a_network
from tests.components.reading import every, granted, only, plan_of, statements, uses
from tests.conftest import a_context


def test_at_level_basic_nothing_is_logged() -> None:
    plan = a_network(monitoring="basic")
    assert not every(plan, "FlowLog")
    assert not every(plan, "LogGroup")


@pytest.mark.parametrize(("level", "traffic", "days"), [("enhanced", "REJECT", 30), ("full", "ALL", 90)])
def test_the_level_decides_what_is_logged_and_for_how_long(level: str, traffic: str, days: int) -> None:
    plan = a_network(monitoring=level)
    log, group = only(plan, "FlowLog"), only(plan, "cloudwatch/logGroup:LogGroup")
    assert log.inputs["trafficType"] == traffic
    assert log.inputs["logDestinationType"] == "cloud-watch-logs"
    assert uses(log, "logDestination", group)
    assert uses(log, "vpcId", only(plan, "Vpc"))
    assert group.inputs["retentionInDays"] == days


def test_the_role_writes_to_this_one_group_and_the_log_waits_until_it_may() -> None:
    plan = a_network(monitoring="full")
    group, log = only(plan, "cloudwatch/logGroup:LogGroup"), only(plan, "FlowLog")
    may = granted(plan, "network-flow-logs")
    assert set(may) == {"logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"}
    arn = f"arn:aws:logs:us-east-1:123456789012:log-group:{group.inputs['name']}"
    assert all(set(resources) == {arn, f"{arn}:*"} for resources in may.values())
    assert uses(log, "iamRoleArn", only(plan, "iam/rolePolicy:RolePolicy", "network-flow-logs"))
    (trust,) = statements(only(plan, "iam/role:Role", "network-flow-logs").inputs["assumeRolePolicy"])
    assert trust["Principal"] == {"Service": ["vpc-flow-logs.amazonaws.com"]}


def test_flow_logs_are_encrypted_with_the_key_that_is_given() -> None:
    context = a_context(monitoring="full")

    def make() -> None:
        key = EncryptionKey("logs", context, log_groups=True)
        Network("network", NetworkSpec(cidr="10.10.0.0/16"), context, log_key_arn=key.arn)

    plan = plan_of(make)
    assert uses(only(plan, "cloudwatch/logGroup:LogGroup"), "kmsKeyId", only(plan, "kms/key:Key"))
