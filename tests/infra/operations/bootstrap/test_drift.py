"""Each property that somebody changed by hand is shown by a dry run, and put right by the next run."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.infra.operations.account import (
    Recorded,
    as_nobody,
    client,
    contents,
    empty_account,
    with_what_moto_lacks,
)
from tests.infra.operations.bootstrap.drifts import (
    DENY_ALL,
    DEV,
    Drift,
    Row,
    another_audience_only,
    bucket_tags,
    key,
    role,
    rows,
    set_to,
)
from tests.infra.operations.bootstrap.making import BUCKET, PREVIEW, PROVIDER, finish, look, run

pytestmark = pytest.mark.thorough


@dataclass
class Prepared:
    """An account after a first run; each test leaves it as it was."""

    account: Recorded
    undisturbed: dict[str, Any]


@pytest.fixture(scope="module")
def prepared() -> Iterator[Prepared]:
    with pytest.MonkeyPatch.context() as patch, empty_account():
        as_nobody(patch)
        with_what_moto_lacks(patch)
        account = Recorded()
        run(account, environments=("dev",))
        yield Prepared(account, contents())


@pytest.mark.parametrize("row", [*rows()], ids=lambda row: row.name)
def test_it_is_shown_by_a_dry_run_and_put_right_by_the_next_run(prepared: Prepared, row: Row) -> None:
    account = prepared.account
    row.drift()
    drifted, account.calls = contents(), []
    assert drifted != prepared.undisturbed, "the row drifts nothing"

    shown = look(account, environments=("dev",))
    steps = [step for step in shown.steps if step.action != "keep"]
    assert [step.title for step in steps] == [row.title]
    assert [change.name for change in steps[0].changes][:1] == ([row.changed] if row.changed else [])
    assert account.mutating == []

    finish(account, shown)
    assert account.mutating == [row.call]
    assert contents() == prepared.undisturbed


def test_an_audience_that_is_missing_from_our_own_provider_is_added(account: Recorded) -> None:
    run(account)
    another_audience_only()
    account.calls = []
    run(account)
    assert account.mutating == ["iam:AddClientIDToOpenIDConnectProvider"]
    provider = client("iam").get_open_id_connect_provider(OpenIDConnectProviderArn=PROVIDER)
    assert sorted(provider["ClientIDList"]) == ["another", "sts.amazonaws.com"]
    assert look(account).empty


def test_policies_and_a_boundary_are_put_right(account: Recorded) -> None:
    iam = client("iam")
    arns = [
        iam.create_policy(PolicyName=name, PolicyDocument=DENY_ALL)["Policy"]["Arn"]
        for name in ("wanted", "limit", "x")
    ]
    options: dict[str, Any] = {"deploy_policies": (arns[0],), "boundary": arns[1]}
    run(account, **options)
    undisturbed = contents()
    iam.detach_role_policy(RoleName=DEV, PolicyArn=arns[0])
    iam.attach_role_policy(RoleName=DEV, PolicyArn=arns[2])
    iam.delete_role_permissions_boundary(RoleName=PREVIEW)
    account.calls = []
    shown = {(step.title, change.name) for step in look(account, **options).steps for change in step.changes}
    assert shown == {(f"IAM role {DEV}", "managed policies"), (f"IAM role {PREVIEW}", "boundary")}
    run(account, **options)
    assert account.mutating == [
        "iam:DetachRolePolicy",
        "iam:AttachRolePolicy",
        "iam:PutRolePermissionsBoundary",
    ]
    assert contents() == undisturbed


@pytest.mark.parametrize(
    "add",
    [
        bucket_tags(set_to("added", "by hand")),
        key("tag_resource", Tags=[{"TagKey": "added", "TagValue": "by hand"}]),
        role("tag_role", Tags=[{"Key": "added", "Value": "by hand"}]),
    ],
)
def test_a_tag_that_somebody_adds_stays(account: Recorded, add: Drift) -> None:
    run(account)
    add()
    with_tag = contents()
    assert look(account).empty
    bucket_tags(set_to("Owner", "x"))()
    role("tag_role", Tags=[{"Key": "Owner", "Value": "x"}])()
    key("tag_resource", Tags=[{"TagKey": "Owner", "TagValue": "x"}])()
    run(account)
    assert contents() == with_tag


def test_policies_that_come_back_in_another_form_are_no_drift(account: Recorded) -> None:
    run(account)
    policy = json.loads(client("s3").get_bucket_policy(Bucket=BUCKET)["Policy"])
    for statement in policy["Statement"]:
        for element in ("Action", "NotAction", "Resource", "NotResource"):
            if element in statement:
                values = statement[element][::-1]
                statement[element] = values[0] if len(values) == 1 else values
    client("s3").put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy, indent=2))
    assert look(account).empty
