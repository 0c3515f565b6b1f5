"""A run that ends at any of its calls, and the run after it."""

from typing import Any

import pytest
from botocore.exceptions import ConnectionClosedError

from pyairtable_infra.operations.errors import OperationError
from tests.infra.operations.account import (
    Recorded,
    as_nobody,
    client,
    contents,
    empty_account,
    is_mutating,
    refusal,
    with_what_moto_lacks,
)
from tests.infra.operations.bootstrap.making import ALIAS, BUCKET, look, run

pytestmark = pytest.mark.thorough

CALLS = (
    ("kms:CreateKey", f"KMS key of {ALIAS}, creation"),
    ("kms:EnableKeyRotation", f"KMS key of {ALIAS}, rotation"),
    ("kms:CreateAlias", f"KMS alias {ALIAS}, creation"),
    ("s3:CreateBucket", f"S3 bucket {BUCKET}, creation"),
    ("s3:PutPublicAccessBlock", f"S3 bucket {BUCKET}, public access"),
    ("s3:PutBucketEncryption", f"S3 bucket {BUCKET}, encryption"),
    ("s3:PutBucketVersioning", f"S3 bucket {BUCKET}, versioning"),
    ("s3:PutBucketPolicy", f"S3 bucket {BUCKET}, policy"),
    ("s3:PutBucketLifecycleConfiguration", f"S3 bucket {BUCKET}, lifecycle"),
    ("iam:CreateOpenIDConnectProvider", "OIDC provider token.actions.githubusercontent.com, creation"),
    ("iam:CreateRole", "IAM role pyairtable-infra-deploy-dev, creation"),
    ("iam:PutRolePolicy", "IAM role pyairtable-infra-deploy-dev, own policies"),
    ("iam:AttachRolePolicy", "IAM role pyairtable-infra-deploy-dev, managed policies"),
    ("iam:CreateRole", "IAM role pyairtable-infra-preview, creation"),
    ("iam:PutRolePolicy", "IAM role pyairtable-infra-preview, own policies"),
)
NUMBERED = [pytest.param(number, *call, id=f"{number}-{call[0]}") for number, call in enumerate(CALLS)]


def options() -> dict[str, Any]:
    """One environment, a policy and a boundary, so that every kind of call is made."""
    nothing = '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}'
    arns = [
        client("iam").create_policy(PolicyName=name, PolicyDocument=nothing)["Policy"]["Arn"]
        for name in ("deploy", "boundary")
    ]
    return {"environments": ("dev",), "deploy_policies": (arns[0],), "boundary": arns[1]}


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch, empty_account():
        as_nobody(patch)
        with_what_moto_lacks(patch)
        account = Recorded()
        run(account, **options())
        assert account.mutating == [call for call, _ in CALLS], "the table has every call of a first run"
        return contents()


class Nth:
    """Fails at one mutating call of a run."""

    def __init__(self, number: int, error: BaseException) -> None:
        self.left, self.error = number, error

    def __call__(self, call: str) -> None:
        if is_mutating(call):
            self.left -= 1
            if self.left == -1:
                raise self.error


@pytest.mark.parametrize(("number", "call", "place"), NUMBERED)
def test_refused_at_any_call_the_next_run_ends_as_an_undisturbed_one(
    account: Recorded, undisturbed: dict[str, Any], number: int, call: str, place: str
) -> None:
    wanted = options()
    account.before = Nth(number, refusal(call, "InternalFailure", "try later"))
    with pytest.raises(OperationError) as stopped:
        run(account, **wanted)
    assert str(stopped.value) == (
        f"Stopped at {place}.\n{call}: AWS answered InternalFailure: try later.\n"
        "What was made before stays. When that is put right, run the same command: it goes on from there."
    )
    assert account.mutating == [one for one, _ in CALLS[: number + 1]], "nothing after it was tried"

    account.before, account.calls = lambda _: None, []
    run(account, **wanted)
    assert contents() == undisturbed
    assert look(account, **wanted).empty
    assert not {"Delete", "Detach"} & {one.partition(":")[2][:6] for one in account.mutating}


@pytest.mark.parametrize(("number", "call", "place"), NUMBERED)
def test_lost_the_answer_of_any_call_the_next_run_ends_as_an_undisturbed_one(
    account: Recorded, undisturbed: dict[str, Any], number: int, call: str, place: str
) -> None:
    wanted = options()
    account.after = Nth(number, ConnectionClosedError(endpoint_url="https://aws.example"))
    with pytest.raises(OperationError, match=r"(?s)^Stopped at .* AWS could not be reached .* goes on from there\.$"):
        run(account, **wanted)
    account.after = lambda _: None
    run(account, **wanted)
    assert contents() == undisturbed


def test_a_person_who_stops_it_is_told_where_it_stopped(account: Recorded, undisturbed: dict[str, Any]) -> None:
    wanted = options()
    account.before = Nth(3, KeyboardInterrupt())
    with pytest.raises(OperationError) as stopped:
        run(account, **wanted)
    assert str(stopped.value).splitlines()[:2] == [
        f"Stopped at S3 bucket {BUCKET}, creation.",
        "s3:CreateBucket: interrupted.",
    ]
    account.before = lambda _: None
    run(account, **wanted)
    assert contents() == undisturbed


def test_of_two_keys_that_two_lost_answers_left_the_older_one_is_used(account: Recorded) -> None:
    made = look(account, environments=("dev",)).steps[0].create
    assert made is not None
    for _ in range(2):
        client("kms").create_key(**made.arguments)
    first = client("kms").list_keys()["Keys"][0]["KeyArn"]
    assert run(account, environments=("dev",)).site.key_arn == first
