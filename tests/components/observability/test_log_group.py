"""A log group."""

import pytest

from pyairtable_components import LogGroup
from pyairtable_infra.plan.model import Resource
from tests.components.reading import only, plan_of
from tests.components.standing import KEY
from tests.conftest import a_context


def a_group(key_arn: str | None = None, path: str = "services/cart", **context: str) -> Resource:
    whole = a_context(**context)
    plan = plan_of(lambda: LogGroup("logs", whole, path=path, key_arn=key_arn))
    return only(plan, "cloudwatch/logGroup:LogGroup")


@pytest.mark.parametrize(("level", "days"), [("basic", 7), ("enhanced", 30), ("full", 90)])
def test_the_monitoring_level_decides_how_long_logs_are_kept(level: str, days: int) -> None:
    assert a_group(monitoring=level).inputs["retentionInDays"] == days


def test_the_name_says_whose_logs_these_are() -> None:
    assert a_group().inputs["name"] == "/shop/dev/services/cart"


def test_logs_are_encrypted_with_the_key_that_is_given_or_with_that_of_aws() -> None:
    assert a_group(KEY).inputs["kmsKeyId"] == KEY
    assert "kmsKeyId" not in a_group().inputs


@pytest.mark.parametrize(("protection", "kept"), [("none", False), ("standard", False), ("strict", True)])
def test_history_is_kept_where_protection_is_strict(protection: str, *, kept: bool) -> None:
    group = a_group(protection=protection)
    assert group.protect is kept
    assert group.retain_on_delete is kept


def test_a_path_that_cloudwatch_would_refuse_is_refused() -> None:
    with pytest.raises(ValueError, match=r"the log group name .* AWS allows 512"):
        a_group(path="x" * 512)
