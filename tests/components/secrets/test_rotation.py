"""Rotations: their function, their schedule, what the function may do and reach; and who is deployed again."""

import json
from pathlib import Path

import pytest

from pyairtable_components import Context, functions
from pyairtable_components.secrets.redeployment import RotationRedeployment
from pyairtable_components.secrets.refs import SecretRefs
from pyairtable_components.secrets.reminder import SecretReminder
from pyairtable_components.secrets.rotation import SecretRotation, rotation_role
from pyairtable_components.secrets.rotators import Rotator, generated, postgres, redis
from pyairtable_components.secrets.spec import RotationRules
from pyairtable_infra.plan.model import Plan
from tests.components.functions.calls import OWN, calls_of
from tests.components.identity.analyser import findings
from tests.components.reading import every, granted, only, plan_of, uses
from tests.components.standing import ACCOUNT, KEY, NETWORK
from tests.conftest import a_context

ARN = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:shop/dev/database/cart-AbC1d2"
ADMIN = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:rds!db-AbC1d2"
ADMIN_KEY = KEY.replace("1", "2")
USER = f"arn:aws:elasticache:us-east-1:{ACCOUNT}:user:shop-dev-cart"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:shop-dev-alerts"
HANDLER = "pyairtable_components.functions.rotation.{}_handler"
FUNCTIONS = Path(str(functions.__file__)).parent
IN_A_NETWORK = {
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
}
"""https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions."""
GROUP = "sg-0ddddddddddddddd1"
SECRETS = {"database/cart": SecretRefs(ARN, "shop/dev/database/cart", KEY)}


def of_postgres(context: Context, authorities: str | None = None) -> Rotator:
    return postgres(
        context,
        host="database.example.com",
        port=5432,
        database="shop",
        security_group_id=GROUP,
        admin_secret_arn=ADMIN,
        admin_key_arn=ADMIN_KEY,
        network=NETWORK,
        authorities=authorities,
    )


def of_redis() -> Rotator:
    return redis(
        host="cache", port=6379, security_group_id=GROUP, user_arns=[USER], user_prefix="shop-dev-", network=NETWORK
    )


def a_rotation(rotator: Rotator | None = None) -> Plan:
    context = a_context()
    made = rotator or of_postgres(context)
    return plan_of(lambda: SecretRotation("database", RotationRules(), context, rotator=made, secrets=SECRETS))


def test_a_secret_is_rotated_every_month_within_hours_and_at_once() -> None:
    plan = a_rotation()
    rotation = only(plan, "secretRotation:SecretRotation")
    assert rotation.inputs["rotationRules"] == {"scheduleExpression": "cron(0 2 ? * 1#1 *)", "duration": "3h"}
    assert rotation.inputs["rotateImmediately"]
    assert uses(rotation, "rotationLambdaArn", only(plan, "lambda/function:Function"))


def test_the_authorities_of_the_database_are_beside_the_code() -> None:
    function = only(a_rotation(of_postgres(a_context(), "the bundle")), "lambda/function:Function")
    assert function.inputs["environment"]["variables"]["DATABASE_AUTHORITIES"] == "authorities.pem"
    assert "authorities.pem" in str(function.inputs["code"])
    without = only(a_rotation(), "lambda/function:Function")
    assert "DATABASE_AUTHORITIES" not in without.inputs["environment"]["variables"]
    assert "authorities.pem" not in str(without.inputs["code"])


def test_secrets_manager_of_this_account_may_invoke_the_function_before_it_rotates() -> None:
    plan = a_rotation()
    permission = only(plan, "permission:Permission")
    assert permission.inputs["principal"] == "secretsmanager.amazonaws.com"
    assert permission.inputs["sourceAccount"] == ACCOUNT
    assert permission.urn in only(plan, "secretRotation:SecretRotation").dependencies


def test_the_function_may_rotate_its_secrets_and_read_the_administrators() -> None:
    grants = granted(a_rotation(), "rotation-database-function")
    assert grants["secretsmanager:GetSecretValue"] == [ARN, ADMIN]
    assert grants["secretsmanager:PutSecretValue"] == [ARN]
    assert grants["kms:Decrypt"] == [KEY, ADMIN_KEY]
    assert grants["kms:GenerateDataKey"] == [KEY]


def test_its_role_is_the_one_that_secrets_admit() -> None:
    role = only(a_rotation(), "iam/role:Role", "rotation-database-function")
    assert role.outputs["arn"] == rotation_role("database", a_context())


def test_it_reaches_its_server_and_https_and_the_server_lets_it_in() -> None:
    plan = a_rotation()
    (inwards,) = every(plan, "SecurityGroupIngressRule")
    assert (inwards.inputs["securityGroupId"], inwards.inputs["fromPort"]) == (GROUP, 5432)
    outwards = {(rule.inputs["fromPort"], rule.inputs["toPort"]) for rule in every(plan, "SecurityGroupEgressRule")}
    assert outwards == {(443, 443), (5432, 5432)}


def test_it_knows_where_the_database_is_and_brings_its_driver() -> None:
    function = only(a_rotation(), "lambda/function:Function")
    assert function.inputs["environment"]["variables"] == {
        "DATABASE_HOST": "database.example.com",
        "DATABASE_PORT": "5432",
        "DATABASE_NAME": "shop",
        "ADMIN_SECRET": ADMIN,
    }
    assert "pg8000/native.py" in function.inputs["code"]["assets"]
    assert "scramp/core.py" in function.inputs["code"]["assets"]


def test_passwords_of_a_cache_are_changed_by_its_api() -> None:
    plan = a_rotation(of_redis())
    assert granted(plan, "rotation-database-function")["elasticache:ModifyUser"] == [USER]
    assert "redis/client.py" in only(plan, "lambda/function:Function").inputs["code"]["assets"]


@pytest.mark.parametrize("kind", ["postgres", "redis", "generated"])
def test_a_role_may_do_exactly_what_its_code_calls(kind: str) -> None:
    rotator = {"postgres": of_postgres(a_context()), "redis": of_redis(), "generated": generated()}[kind]
    more = {"kms:Decrypt", "kms:GenerateDataKey"} | (IN_A_NETWORK if rotator.network else set())
    may = set(granted(a_rotation(rotator), "rotation-database-function"))
    assert may == calls_of(rotator.handler) | OWN | more


def test_who_reminds_and_who_deploys_again_may_do_exactly_what_their_code_calls() -> None:
    context = a_context()
    reminder = plan_of(lambda: SecretReminder("reminder", RotationRules(), context, topic_arn=TOPIC, key_arn=KEY))
    more = {"kms:Decrypt", "kms:GenerateDataKey"}
    assert set(granted(reminder, "secret-reminder-function")) == calls_of(HANDLER.format("reminder")) | OWN | more
    readers = {"shop/dev/database/cart": ["shop-dev-cart"]}
    again = plan_of(lambda: RotationRedeployment("redeploy", context, cluster_name="main", readers=readers))
    assert set(granted(again, "redeploy-function")) == calls_of(HANDLER.format("redeploy")) | OWN


def test_every_function_is_held_against_its_calls() -> None:
    """A function that is none of these needs such a test of its own."""
    handlers = {f"{file.parent.name}.{file.stem}" for file in FUNCTIONS.glob("*/*handler.py")}
    rotating = {f"rotation.{kind}_handler" for kind in ("api_keys", "postgres", "redeploy", "redis", "reminder")}
    costs = {f"{name}.handler" for name in ("commitment_advisor", "cost_optimizer", "cost_report", "sleep")}
    assert handlers == rotating | costs


def test_what_is_generated_needs_no_network() -> None:
    plan = a_rotation(generated())
    assert "vpcConfig" not in only(plan, "lambda/function:Function").inputs
    assert not every(plan, "SecurityGroupEgressRule")


def test_no_role_of_a_rotation_has_a_finding() -> None:
    for rotator in (None, of_redis(), generated()):
        assert not findings(a_rotation(rotator))


def test_readers_are_deployed_again_when_a_secret_has_another_value() -> None:
    context = a_context()
    readers = {"shop/dev/database/cart": ["shop-dev-cart"]}
    plan = plan_of(lambda: RotationRedeployment("redeploy", context, cluster_name="main", readers=readers))
    assert granted(plan, "redeploy-function")["ecs:UpdateService"] == [
        f"arn:aws:ecs:us-east-1:{ACCOUNT}:service/main/shop-dev-cart"
    ]
    pattern = json.loads(only(plan, "eventRule:EventRule").inputs["eventPattern"])
    assert pattern == {
        "source": ["aws.secretsmanager"],
        "detail-type": ["Secret Label Updated"],
        "detail": {"labelUpdated": ["AWSCURRENT"], "name": [{"prefix": "shop/dev/"}]},
    }
    variables = only(plan, "lambda/function:Function").inputs["environment"]["variables"]
    assert variables == {"CLUSTER": "main", "READERS": json.dumps(readers)}
    assert only(plan, "permission:Permission").inputs["sourceArn"] == only(plan, "eventRule:EventRule").outputs["arn"]
    assert not findings(plan)
