"""The KMS key and who may use it."""

from typing import Any

import pytest

from pyairtable_components import EncryptionKey
from pyairtable_components.encryption.key import ADMINISTRATION, USE
from pyairtable_infra.plan.model import Plan
from tests.components.reading import only, plan_of, statements, uses
from tests.conftest import a_context

ROOT = "arn:aws:iam::123456789012:root"
USER = "arn:aws:iam::123456789012:role/reports"


def a_key(*, protection: str = "none", **options: Any) -> Plan:
    context = a_context(protection=protection)
    return plan_of(lambda: EncryptionKey("data", context, **options))


def policy(plan: Plan) -> dict[str, dict[str, Any]]:
    """The statements of the key's policy by their id."""
    return {statement["Sid"]: statement for statement in statements(only(plan, "kms/key:Key").inputs["policy"])}


def test_the_key_rotates_and_has_an_alias() -> None:
    plan = a_key()
    key, alias = only(plan, "kms/key:Key"), only(plan, "kms/alias:Alias")
    assert key.inputs["enableKeyRotation"]
    assert alias.inputs["name"] == "alias/shop-dev-data"
    assert uses(alias, "targetKeyId", key)


@pytest.mark.parametrize("options", [{}, {"users": [USER]}, {"log_groups": True}])
def test_the_account_is_never_locked_out(options: dict[str, Any]) -> None:
    administration = policy(a_key(**options))["Administration"]
    assert administration["Effect"] == "Allow"
    assert administration["Principal"] == {"AWS": [ROOT]}
    assert "Condition" not in administration
    assert "kms:PutKeyPolicy" in administration["Action"], "KMS refuses a policy that nobody could change again"


def test_who_administers_the_key_cannot_read_with_it() -> None:
    assert set(ADMINISTRATION) & set(USE) == {"kms:DescribeKey"}
    assert policy(a_key())["Administration"]["Action"] == sorted(ADMINISTRATION)


def test_without_users_nobody_may_encrypt_or_decrypt() -> None:
    assert set(policy(a_key())) == {"Administration"}


def test_exactly_the_named_users_may_encrypt_and_decrypt() -> None:
    users = policy(a_key(users=[USER]))["Users"]
    assert users["Principal"] == {"AWS": [USER]}
    assert users["Action"] == sorted(USE)


def test_cloudwatch_logs_may_use_the_key_for_the_groups_of_this_environment_only() -> None:
    logs = policy(a_key(log_groups=True))["LogGroups"]
    assert logs["Principal"] == {"Service": ["logs.us-east-1.amazonaws.com"]}
    assert logs["Condition"] == {
        "ArnLike": {
            "kms:EncryptionContext:aws:logs:arn": [
                "arn:aws:logs:us-east-1:123456789012:log-group:/shop/dev/*",
                "arn:aws:logs:us-east-1:123456789012:log-group:/aws/*/shop-dev-*",
            ]
        }
    }
    assert logs["Action"] == sorted(USE)


def test_through_a_service_whoever_iam_admits_may_use_the_key() -> None:
    through = policy(a_key(through=["sqs", "s3"]))["ThroughServices"]
    assert through["Principal"] == {"AWS": [ROOT]}, "which leaves it to IAM"
    assert through["Condition"] == {
        "StringEquals": {"kms:ViaService": ["s3.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com"]}
    }
    assert through["Action"] == sorted(USE)


@pytest.mark.parametrize(
    ("protection", "days", "kept"), [("none", 7, False), ("standard", 30, False), ("strict", 30, True)]
)
def test_the_protection_level_decides_how_hard_the_key_is_to_lose(protection: str, days: int, *, kept: bool) -> None:
    key = only(a_key(protection=protection), "kms/key:Key")
    assert key.inputs["deletionWindowInDays"] == days
    assert key.protect is kept
    assert key.retain_on_delete is kept


def test_the_alias_of_a_kept_key_may_go() -> None:
    alias = only(a_key(protection="strict"), "kms/alias:Alias")
    assert not alias.protect
    assert not alias.retain_on_delete
