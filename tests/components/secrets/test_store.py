"""Secrets: their names, their key, their policies, and that they have no value."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pyairtable_components.secrets.spec import RotationRules, SecretSpec
from pyairtable_components.secrets.store import SecretStore
from pyairtable_components.vocabulary import SecretPath
from tests.components.reading import every, only, plan_of, statements, uses
from tests.components.secrets.making import SPECS, a_store
from tests.components.standing import KEY
from tests.conftest import a_context


def test_a_secret_is_named_by_project_environment_and_purpose_and_has_the_customers_key() -> None:
    secrets = {secret.inputs["name"]: secret.inputs for secret in every(a_store(), "secret:Secret")}
    assert set(secrets) == {"shop/dev/api-keys/airtable", "shop/dev/database/cart", "shop/dev/database/shop"}
    assert {each["kmsKeyId"] for each in secrets.values()} == {KEY}
    assert secrets["shop/dev/database/cart"]["tags"]["Service"] == "cart"
    assert secrets["shop/dev/database/shop"]["tags"]["Renewal"] == "generated"


def test_no_secret_has_a_value_in_the_program() -> None:
    assert not every(a_store(), "secretVersion:SecretVersion")


def test_everybody_but_the_readers_is_denied_the_value_and_nothing_else() -> None:
    plan = a_store()
    policy = only(plan, "secretPolicy:SecretPolicy", "database-cart-secret")
    assert uses(policy, "secretArn", only(plan, "secret:Secret", "database-cart-secret"))
    assert policy.inputs["blockPublicPolicy"]
    assert statements(policy.inputs["policy"]) == [
        {
            "Sid": "OnlyReaders",
            "Effect": "Deny",
            "Action": ["secretsmanager:GetSecretValue"],
            "Principal": {"AWS": ["*"]},
            "Resource": ["*"],
            "Condition": {
                "ArnNotLike": {
                    "aws:PrincipalArn": [
                        "arn:aws:iam::123456789012:role/shop-dev-cart-execution",
                        "arn:aws:iam::123456789012:root",
                    ]
                },
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
            },
        }
    ]


@pytest.mark.parametrize(
    ("protection", "days", "kept"), [("none", 7, False), ("standard", 30, False), ("strict", 30, True)]
)
def test_the_protection_level_decides_how_hard_a_secret_is_to_lose(protection: str, days: int, *, kept: bool) -> None:
    secret = only(a_store(protection=protection), "secret:Secret", "database-cart-secret")
    assert secret.inputs["recoveryWindowInDays"] == days
    assert (secret.protect, secret.retain_on_delete) == (kept, kept)


def test_a_secret_is_copied_where_recovery_asks() -> None:
    spec = SecretSpec(description="Airtable", replica_regions=("us-west-2",))
    context = a_context()
    plan = plan_of(lambda: SecretStore("secrets", {"api-keys": spec}, context, key_arn=KEY, readers={}))
    assert only(plan, "secret:Secret").inputs["replicas"] == [{"region": "us-west-2"}]


def test_readers_of_what_is_no_secret_are_refused() -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the text is compared
        plan_of(lambda: SecretStore("secrets", SPECS, a_context(), key_arn=KEY, readers={"redis": ()}))
    assert str(refused.value) == "redis has readers and is no secret. For example: api-keys/airtable"


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (
            SecretPath,
            "Api",
            "'Api' is not the path of a secret (one to three parts of small letters, digits and hyphens; no hyphen "
            "before six last characters). For example: api-keys/airtable",
        ),
        (
            SecretPath,
            "tokens/my-secret",
            "'tokens/my-secret' is not the path of a secret (one to three parts of small letters, digits and hyphens; "
            "no hyphen before six last characters). For example: api-keys/airtable",
        ),
        (
            SecretSpec,
            {"description": "x", "readers": ["a", "b", "a"]},
            "a is there twice. For example: [a]",
        ),
        (
            SecretSpec,
            {"description": "x", "readers": ["a"]},
            "it has readers, and no variable in which they find it. For example: variable: API_KEY",
        ),
        (
            RotationRules,
            {"schedule": "cron(30 2 1 * ? *)"},
            "'cron(30 2 1 * ? *)' is no rotation schedule: a cron expression begins with minute 0, and a rate is in "
            "hours or days. For example: cron(0 2 ? * 1#1 *)",
        ),
        (
            RotationRules,
            {"schedule": "rate(30 minutes)"},
            "'rate(30 minutes)' is no rotation schedule: a cron expression begins with minute 0, and a rate is in "
            "hours or days. For example: cron(0 2 ? * 1#1 *)",
        ),
    ],
)
def test_what_is_wrong_is_told_with_an_example(kind: Any, value: Any, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(value)
    assert refused.value.errors()[0]["msg"] == f"Value error, {message}"
