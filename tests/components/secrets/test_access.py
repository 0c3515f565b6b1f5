"""Who reads which secret, by identity policy and resource policy judged together with their conditions."""

import json
from typing import Any

import pytest

from pyairtable_components import EncryptionKey, ServiceRole, allow
from pyairtable_components.secrets.access import READ, reading
from pyairtable_components.secrets.store import SecretStore
from pyairtable_infra.plan.model import Plan
from tests.components.reading import only, plan_of
from tests.components.secrets.making import SPECS, readers
from tests.conftest import a_context
from tests.infra.operations.bootstrap.iam import Principal, Request, allowed

SERVICES = ("cart", "shop")
ACCOUNT = "123456789012"
ADMINISTRATOR = {"Statement": [{"Effect": "Allow", "Action": ["secretsmanager:*", "kms:*"], "Resource": ["*"]}]}


def plan() -> Plan:
    context = a_context()

    def make() -> None:
        key = EncryptionKey("secrets", context, roles=True)
        store = SecretStore("secrets", SPECS, context, key_arn=key.arn, readers=readers(context))
        for name in SERVICES:
            own = [store.refs[path].arn for path, spec in SPECS.items() if name in spec.readers]
            for role in ("execution", "task"):
                grants = reading(own, key.arn, context) if role == "execution" else (allow("s3:GetObject", on=["a"]),)
                ServiceRole(f"{name}-{role}", context, principal="ecs-tasks.amazonaws.com", statements=grants)

    return plan_of(make)


PLAN = plan()


def execution(service: str) -> Principal:
    """The execution role of a service, with the policy of the plan."""
    policy = only(PLAN, "iam/rolePolicy:RolePolicy", f"{service}-execution").inputs["policy"]
    return Principal(f"arn:aws:iam::{ACCOUNT}:role/shop-dev-{service}-execution", (json.loads(policy),))


def reads(who: Principal, path: str, **context: str) -> bool:
    logical = f"{path.replace('/', '-')}-secret"
    policy = only(PLAN, "secretPolicy:SecretPolicy", logical).inputs["policy"]
    arn = only(PLAN, "secret:Secret", logical).outputs["arn"]
    return allowed(who, Request(READ, arn, context), json.loads(policy))


def decrypts(who: Principal, via: str) -> bool:
    key = only(PLAN, "kms/key:Key")
    request = Request("kms:Decrypt", key.outputs["arn"], {"kms:ViaService": via})
    return allowed(who, request, json.loads(key.inputs["policy"]))


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("path", SPECS)
def test_a_service_reads_its_own_secrets_and_no_other(service: str, path: str) -> None:
    assert reads(execution(service), path) is (service in SPECS[path].readers)


def test_a_service_that_grants_itself_more_is_still_denied() -> None:
    cart = Principal(execution("cart").arn, (ADMINISTRATOR,))
    assert reads(cart, "database/cart")
    assert not reads(cart, "database/shop"), "the secret's own policy denies it"


@pytest.mark.parametrize(
    ("arn", "path"),
    [
        (f"arn:aws:iam::{ACCOUNT}:role/administrator", "database/shop"),
        (f"arn:aws:iam::{ACCOUNT}:role/shop-dev-shop-task", "database/shop"),
        (f"arn:aws:iam::{ACCOUNT}:role/shop-dev-shop-execution-2", "database/shop"),
        ("arn:aws:iam::999999999999:role/shop-dev-shop-execution", "database/shop"),
        (f"arn:aws:iam::{ACCOUNT}:user/somebody", "api-keys/airtable"),
    ],
)
def test_nobody_else_reads_whatever_he_is_granted(arn: str, path: str) -> None:
    assert not reads(Principal(arn, (ADMINISTRATOR,)), path)


@pytest.mark.parametrize(
    "action", ["PutResourcePolicy", "DeleteResourcePolicy", "PutSecretValue", "DeleteSecret", "DescribeSecret"]
)
def test_who_administers_the_account_is_not_locked_out(action: str) -> None:
    secret = only(PLAN, "secret:Secret", "database-shop-secret")
    policy = json.loads(only(PLAN, "secretPolicy:SecretPolicy", "database-shop-secret").inputs["policy"])
    administrator = Principal(f"arn:aws:iam::{ACCOUNT}:role/administrator", (ADMINISTRATOR,))
    assert allowed(administrator, Request(f"secretsmanager:{action}", secret.outputs["arn"]), policy)


def test_the_root_user_and_a_service_of_aws_are_not_denied() -> None:
    assert reads(Principal(f"arn:aws:iam::{ACCOUNT}:root", (ADMINISTRATOR,)), "database/shop")
    somebody = Principal(f"arn:aws:iam::{ACCOUNT}:role/somebody", (ADMINISTRATOR,))
    assert reads(somebody, "database/shop", **{"aws:PrincipalIsAWSService": "true"})
    assert not reads(somebody, "database/shop", **{"aws:PrincipalIsAWSService": "false"})


@pytest.mark.parametrize(
    ("via", "may"), [("secretsmanager.us-east-1.amazonaws.com", True), ("s3.us-east-1.amazonaws.com", False)]
)
def test_the_key_opens_secrets_and_nothing_else(via: str, *, may: bool) -> None:
    assert decrypts(execution("cart"), via) is may


def test_every_statement_of_a_reader_has_its_condition() -> None:
    policy: dict[str, Any] = json.loads(only(PLAN, "iam/rolePolicy:RolePolicy", "cart-execution").inputs["policy"])
    (decrypting,) = [one for one in policy["Statement"] if one["Action"] == ["kms:Decrypt"]]
    assert decrypting["Condition"] == {"StringEquals": {"kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}}
