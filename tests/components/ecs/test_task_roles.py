"""What the two roles of a task may do."""

import pytest

from pyairtable_components import allow
from pyairtable_infra.plan.model import Plan
from tests.components.ecs.making import service_plan
from tests.components.reading import every, granted, names, only, statements

ECR_IMAGE = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop/cart:v1"
STREAMS = "arn:aws:logs:us-east-1:123456789012:log-group:/shop/dev/services/cart:log-stream:*"
LOGS = {"logs:CreateLogStream": [STREAMS], "logs:PutLogEvents": [STREAMS]}
WHOLE = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/dsn-AbC1d2"
PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/shop/level"


def execution(plan: Plan) -> dict[str, list[str]]:
    return granted(plan, "cart-execution")


def test_with_a_public_image_and_no_secret_the_execution_role_only_writes_its_own_logs() -> None:
    assert execution(service_plan()) == LOGS


def test_an_image_in_ecr_is_pulled_from_its_own_repository_and_no_other() -> None:
    repository = "arn:aws:ecr:eu-west-1:210987654321:repository/shop/cart"
    assert execution(service_plan(image=ECR_IMAGE)) == LOGS | {
        "ecr:GetAuthorizationToken": ["*"],
        "ecr:BatchCheckLayerAvailability": [repository],
        "ecr:BatchGetImage": [repository],
        "ecr:GetDownloadUrlForLayer": [repository],
    }


def test_an_image_that_ecr_fetches_from_elsewhere_may_be_fetched() -> None:
    cached = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/ghcr/shop/legacy/cart"
    repository = "arn:aws:ecr:eu-west-1:210987654321:repository/ghcr/shop/legacy/cart"
    may = execution(service_plan(image=f"{cached}:v1"))
    assert may["ecr:BatchImportUpstreamImage"] == may["ecr:CreateRepository"] == [repository]


def test_exactly_the_secrets_and_parameters_of_the_spec_can_be_read() -> None:
    plan = service_plan(secrets={"DSN": WHOLE, "LEVEL": PARAMETER})
    assert execution(plan) == LOGS | {"secretsmanager:GetSecretValue": [WHOLE], "ssm:GetParameters": [PARAMETER]}


def test_the_credential_of_a_private_registry_can_be_read() -> None:
    assert execution(service_plan(pull_secret=WHOLE)) == LOGS | {"secretsmanager:GetSecretValue": [WHOLE]}


def test_two_variables_of_one_secret_are_one_grant_on_the_secret() -> None:
    secrets = {"USER": f"{WHOLE}:username::", "PASSWORD": f"{WHOLE}:password:AWSCURRENT:"}
    may = execution(service_plan(secrets=secrets))
    assert may["secretsmanager:GetSecretValue"] == [WHOLE], "a JSON key is no part of the ARN that IAM compares"


@pytest.mark.parametrize("name", ["shop/api-keys", "shop/jwt-secret", "shop/a-123"])
def test_a_secret_without_its_random_ending_can_be_read_under_its_whole_arn(name: str) -> None:
    arn = f"arn:aws:secretsmanager:us-east-1:123456789012:secret:{name}"
    may = execution(service_plan(secrets={"KEYS": arn}))["secretsmanager:GetSecretValue"]
    assert f"{arn}-??????" in may, "IAM compares the whole ARN, which ends with six random characters"
    assert set(may) <= {arn, f"{arn}-??????"}


def test_the_task_role_may_do_what_is_granted_and_nothing_else() -> None:
    assert granted(service_plan(), "cart-task") == {}
    reads = allow("s3:GetObject", on=["arn:aws:s3:::reports/*"])
    assert granted(service_plan(given={"grants": (reads,)}), "cart-task") == {
        "s3:GetObject": ["arn:aws:s3:::reports/*"]
    }


def test_the_task_role_cannot_read_the_secrets_that_ecs_reads_for_it() -> None:
    assert granted(service_plan(secrets={"DSN": WHOLE}, image=ECR_IMAGE), "cart-task") == {}


def test_a_debugged_service_may_open_the_channels_of_session_manager() -> None:
    assert set(granted(service_plan(runtime={"execute_command": True}), "cart-task")) == {
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
    }


def test_only_ecs_tasks_of_this_account_assume_the_roles() -> None:
    plan = service_plan()
    assert names(every(plan, "iam/role:Role")) == {"cart-execution", "cart-task"}
    for name in ("cart-execution", "cart-task"):
        (trust,) = statements(only(plan, "iam/role:Role", name).inputs["assumeRolePolicy"])
        assert trust["Principal"] == {"Service": ["ecs-tasks.amazonaws.com"]}
        assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
