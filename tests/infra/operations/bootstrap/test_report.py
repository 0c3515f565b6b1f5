"""What a person reads."""

from dataclasses import replace
from typing import Any

import pytest

from pyairtable_infra.operations.bootstrap import report
from pyairtable_infra.operations.bootstrap.following import commands, notes
from pyairtable_infra.operations.bootstrap.model import Change, Step
from pyairtable_infra.operations.bootstrap.runner import Prepared
from tests.infra.operations.account import ACCOUNT
from tests.infra.operations.bootstrap.making import BUCKET, a_request, a_site

ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
POWER = "arn:aws:iam::aws:policy/PowerUserAccess"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/limit"


def prepared(*steps: Step, **options: Any) -> Prepared:
    return Prepared("arn:aws:iam::123456789012:user/anna", a_request(**options), a_site(), steps)


def test_a_new_resource_shows_its_properties_and_of_long_ones_the_parts() -> None:
    policy = {"Version": "2012-10-17", "TlsOnly": {"Effect": "Deny"}, "NoOldTls": {"Effect": "Deny"}}
    changes = (
        Change("versioning", None, "Enabled", ()),
        Change("policy", None, policy, ()),
        Change("public access", None, {"BlockPublicAcls": True}, ()),
    )
    assert report.step(Step("S3 bucket shop", "create", changes)).plain == (
        "+ S3 bucket shop  create\n"
        '    versioning: "Enabled"\n'
        "    policy: TlsOnly, NoOldTls\n"
        '    public access: {"BlockPublicAcls": true}'
    )


def test_a_changed_resource_shows_each_place_that_differs() -> None:
    before = {"Version": "1", "A": {"Effect": "Deny", "Action": ["s3:*"]}, "C": {"Effect": "Allow"}}
    after = {"Version": "1", "A": {"Effect": "Deny", "Action": ["s3:Get*"]}, "B": {"Effect": "Deny"}}
    changes = (Change("policy", before, after, ()), Change("boundary", "old", "new", ()))
    assert report.step(Step("S3 bucket shop", "change", changes)).plain == (
        "~ S3 bucket shop  change\n"
        '    policy.A.Action: ["s3:*"] → ["s3:Get*"]\n'
        '    policy.C: {"Effect": "Allow"} → (none)\n'
        '    policy.B: (none) → {"Effect": "Deny"}\n'
        '    boundary: "old" → "new"'
    )
    assert report.step(Step("S3 bucket shop", "keep")).plain == "= S3 bucket shop  keep"


def test_the_end_says_how_much_was_done() -> None:
    some = prepared(Step("a", "create"), Step("b", "change"), Step("c", "keep"))
    assert report.summary(some, dry_run=True).plain == (
        "\n1 to create, 1 to change, 1 as wanted. Nothing was changed: this was --dry-run."
    )
    assert report.summary(some, dry_run=False).plain == "\nDone: 1 created, 1 changed, 1 as wanted."
    nothing = prepared(Step("a", "keep"), Step("b", "keep"))
    for dry_run in (True, False):
        assert report.summary(nothing, dry_run=dry_run).plain == "\nNothing to do; 2 resources as wanted."


def test_the_next_commands_without_a_repository() -> None:
    assert [one.command for one in commands(prepared(repository=None, environments=("dev",)))] == [
        f"pulumi login 's3://{BUCKET}?region=us-east-1&awssdk=v2'",
        'pulumi stack init dev --secrets-provider="awskms://alias/pyairtable-infra-pulumi?region=us-east-1&awssdk=v2'
        '&context_environment=dev"',
    ]


def test_the_next_commands_set_the_variables_that_the_workflows_read() -> None:
    told = [one.command for one in commands(prepared(environments=("dev",), repository="octo-org@1/octo-repo@2"))][2:]
    variable = "gh variable set"
    assert told == [
        f"{variable} PULUMI_BACKEND_URL --repo octo-org/octo-repo --body 's3://{BUCKET}?region=us-east-1&awssdk=v2'",
        f"{variable} PULUMI_PREVIEW_ROLE_ARN --repo octo-org/octo-repo "
        f"--body 'arn:aws:iam::{ACCOUNT}:role/pyairtable-infra-preview'",
        f"{variable} AWS_REGION --repo octo-org/octo-repo --body 'us-east-1'",
        f"{variable} PULUMI_DEPLOY_ROLE_ARN --repo octo-org/octo-repo --env dev "
        f"--body 'arn:aws:iam::{ACCOUNT}:role/pyairtable-infra-deploy-dev'",
    ]


def test_the_variables_are_those_of_the_preview_workflow(root: Any) -> None:
    workflow = (root / ".github/workflows/preview.yml").read_text(encoding="utf-8")
    set_for_all = [
        one.command.split()[3] for one in commands(prepared()) if "--env" not in one.command and "gh " in one.command
    ]
    assert set_for_all == ["PULUMI_BACKEND_URL", "PULUMI_PREVIEW_ROLE_ARN", "AWS_REGION"]
    assert all(f"vars.{name}" in workflow for name in set_for_all)


NOTES: dict[str, tuple[dict[str, Any], str, bool]] = {
    "no repository": ({"repository": None}, "no GitHub identity provider and no roles: no repository was named.", True),
    "a repository that may show ids": ({}, "the roles trust pyairtable-org/pyairtable-infra by its name.", True),
    "a repository with ids": ({"repository": "o@1/r@2"}, "by its name", False),
    "no policy": ({}, "the roles that deploy dev, prod, staging may use their state and nothing else of AWS", True),
    "a policy for one": ({"deploy_policies": (f"dev={POWER}",)}, "the roles that deploy prod, staging may use", True),
    "a policy for all": ({"deploy_policies": (POWER,)}, "may use their state and nothing else", False),
    "everything": ({"deploy_policies": (ADMIN,)}, "without a --boundary", False),
    "everything, bounded": ({"deploy_policies": (ADMIN,), "boundary": BOUNDARY}, "without a --boundary", False),
    "not everything": ({"deploy_policies": (POWER,)}, "without a --boundary", False),
    "what a branch may read": ({}, "it reads the state and the secrets of dev, prod, staging.", True),
    "less": ({"preview_environments": ("dev",)}, "it reads the state and the secrets of dev.", True),
    "who makes the boundary": (
        {},
        "deployments of dev, prod, staging make roles within their permissions_boundary only: where that is managed, "
        "an administrator deploys the stack account first, and after each change of it",
        True,
    ),
    "which branches deploy": ({}, "let only protected branches deploy to dev, prod, staging", True),
}


@pytest.mark.parametrize(("options", "said", "there"), NOTES.values(), ids=list(NOTES))
def test_a_note_is_there_where_it_matters(options: dict[str, Any], said: str, there: bool) -> None:
    assert (said in "\n".join(notes(prepared(**options)))) is there


def test_a_mighty_role_without_any_boundary_is_warned_of() -> None:
    request = a_request(deploy_policies=(ADMIN,))
    free = {
        name: profile.model_copy(update={"permissions_boundary": None} if name != "dev" else {})
        for name, profile in request.profiles.items()
    }
    bare = replace(prepared(), request=replace(request, profiles=free))
    assert (
        f"{ADMIN} without a --boundary, and no permissions_boundary in prod, staging: such a role may rewrite every "
        "policy here, its own too, so whoever may deploy one environment rules the account"
    ) in list(notes(bare))
