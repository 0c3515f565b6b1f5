"""The role of an AWS service."""

import pytest

from pyairtable_components import ServiceRole, Statement, allow
from pyairtable_infra.plan.model import Plan
from tests.components.reading import every, only, plan_of, statements, uses
from tests.conftest import a_context

READ = allow("s3:GetObject", on=["arn:aws:s3:::reports/*"])


def a_role(
    *granted: Statement, principal: str = "ecs-tasks.amazonaws.com", name: str = "reports", region: str = "us-east-1"
) -> Plan:
    context = a_context(region=region, zones=(f"{region}a",))
    return plan_of(lambda: ServiceRole(name, context, principal=principal, statements=granted))


def test_one_service_may_assume_the_role_for_this_account() -> None:
    (trust,) = statements(only(a_role(), "iam/role:Role").inputs["assumeRolePolicy"])
    assert trust == {
        "Effect": "Allow",
        "Action": ["sts:AssumeRole"],
        "Principal": {"Service": ["ecs-tasks.amazonaws.com"]},
        "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
    }, "without the condition another account could use the service as its deputy"


def test_the_role_may_do_what_is_granted_and_nothing_else() -> None:
    plan = a_role(READ)
    policy = only(plan, "iam/rolePolicy:RolePolicy")
    assert uses(policy, "role", only(plan, "iam/role:Role"))
    assert statements(policy.inputs["policy"]) == [
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::reports/*"]}
    ]
    assert not every(plan, "RolePolicyAttachment"), "no managed policy comes on top"


def test_without_a_grant_there_is_no_policy() -> None:
    assert not every(a_role(), "iam/rolePolicy:RolePolicy"), "IAM refuses a policy without a statement"


def test_whoever_uses_the_role_waits_until_it_may_do_its_work() -> None:
    context = a_context()

    def make() -> None:
        first = ServiceRole("first", context, principal="ecs-tasks.amazonaws.com", statements=(READ,))
        ServiceRole(
            "second", context, principal="scheduler.amazonaws.com", statements=(allow("iam:PassRole", on=[first.arn]),)
        )

    plan = plan_of(make)
    second = only(plan, "iam/rolePolicy:RolePolicy", "second")
    assert uses(second, "policy", only(plan, "iam/rolePolicy:RolePolicy", "first"))


def test_the_same_role_in_two_regions_has_two_names() -> None:
    found = {only(a_role(region=region), "iam/role:Role").inputs["name"] for region in ("us-east-1", "us-west-2")}
    assert found == {"shop-dev-reports", "shop-dev-reports-us-west-2"}, "IAM is global"


def test_a_name_that_iam_would_refuse_is_refused() -> None:
    with pytest.raises(ValueError, match=r"the IAM role name .* AWS allows 64"):
        a_role(name="r" * 60)
