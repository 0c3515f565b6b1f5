"""Where alarms go."""

from pyairtable_components import AlertTopic, EncryptionKey
from pyairtable_components.observability.alert_topic import SENDERS
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, only, plan_of, statements, uses
from tests.conftest import a_context

ACCOUNT = {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def a_topic() -> Plan:
    def program() -> None:
        key = EncryptionKey("alerts", a_context(), senders=SENDERS, roles=True)
        AlertTopic("alerts", a_context(), key_arn=key.arn, emails=["ops@example.com", "dev@example.com"])

    return plan_of(program)


def test_aws_may_publish_for_this_account_only() -> None:
    plan = a_topic()
    topic = only(plan, "sns/topic:Topic")
    (statement,) = statements(only(plan, "TopicPolicy").inputs["policy"])
    assert statement["Principal"] == {"Service": list(SENDERS)}
    assert statement["Action"] == ["sns:Publish"]
    assert statement["Resource"] == [topic.outputs["arn"]]
    assert statement["Condition"] == ACCOUNT


def test_it_is_encrypted_with_a_key_that_the_senders_may_use() -> None:
    plan = a_topic()
    key = only(plan, "kms/key:Key")
    assert uses(only(plan, "sns/topic:Topic"), "kmsMasterKeyId", key)
    senders = next(one for one in statements(key.inputs["policy"]) if one["Sid"] == "Senders")
    assert senders["Principal"] == {"Service": list(SENDERS)}
    assert senders["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"]
    assert senders["Condition"] == ACCOUNT


def test_roles_of_the_environment_may_use_the_key_as_far_as_their_policies_say() -> None:
    key = only(a_topic(), "kms/key:Key")
    roles = next(one for one in statements(key.inputs["policy"]) if one["Sid"] == "Roles")
    assert roles["Principal"] == {"AWS": ["arn:aws:iam::123456789012:root"]}
    assert roles["Condition"] == {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/shop-dev-*"}}


def test_every_address_is_subscribed() -> None:
    subscriptions = every(a_topic(), "TopicSubscription")
    assert sorted(one.inputs["endpoint"] for one in subscriptions) == ["dev@example.com", "ops@example.com"]
    assert {one.inputs["protocol"] for one in subscriptions} == {"email"}
