"""The profile of the account: what it takes, and what a person is told where it is wrong."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pyairtable_infra.profile.account import AccountProfile
from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.loader import load, load_stack
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.schema import account_schema
from pyairtable_infra.profile.sources import environments
from pyairtable_infra.profile.yaml_file import read
from tests.conftest import ROOT

FILE = (ROOT / "Pulumi.account.yaml").read_text(encoding="utf-8")


def test_a_stack_called_account_is_the_account_and_others_are_environments() -> None:
    assert isinstance(load_stack("account", ROOT), AccountProfile)
    assert isinstance(load_stack("dev", ROOT), EnvironmentProfile)
    assert "account" not in environments(ROOT)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "monthly_usd: 25",
            "monthly_usd: much",
            "Pulumi.account.yaml:9: budget.monthly_usd: 'much' is wrong here: a number is needed. For example: 98",
        ),
        (
            "pyairtable-infra:owner: platform-engineering",
            "pyairtable-infra:ownr: platform-engineering",
            "Pulumi.account.yaml:3: owner: this key is missing. For example: owner: platform-engineering\n"
            "Pulumi.account.yaml:4: ownr: there is no such key. Did you mean owner? "
            "For example: pyairtable-infra:owner",
        ),
        (
            "protection: strict",
            "network: { cidr: 10.0.0.0/16 }",
            "Pulumi.account.yaml:7: network: there is no such key; there is: {keys}. "
            "For example: pyairtable-infra:budget",
        ),
        (
            "permissions_boundary: { kind: managed }",
            "permissions_boundary: { kind: managed, regions: [us-west-2] }",
            "Pulumi.account.yaml:10: permissions_boundary.regions: us-east-1 has something of this stack. "
            "For example: [us-east-1, us-west-2]",
        ),
        (
            "owner: platform-engineering",
            "owner: {secure: AAAB}",
            "Pulumi.account.yaml:4: owner: only a variable under environment can be secure; here it would become plain "
            "text. For example: platform-engineering",
        ),
        (
            "monthly_usd: 25",
            "monthly_usd: 25\n  pyairtable-infra:audit_trail: { known_roles: [a, b, c, d, e, f, g] }",
            "Pulumi.account.yaml:10: audit_trail.known_roles: the pattern of secret-read has 1,213 characters, and "
            "CloudWatch Logs takes 1,024. Name fewer roles, by what their names begin with. "
            "For example: known_roles: [aws-reserved/sso.amazonaws.com/*]",
        ),
        (
            "monthly_usd: 25",
            'monthly_usd: 25\n  pyairtable-infra:audit_trail: { known_roles: ["team-*-admin"] }',
            "Pulumi.account.yaml:10: audit_trail.known_roles[0]: 'team-*-admin' is not the name of an IAM role, after "
            "its path, with or without a * at the end. "
            "For example: aws-reserved/sso.amazonaws.com/AWSReservedSSO_Administrator_*",
        ),
    ],
    ids=["no number", "misspelt", "of an environment", "outside its boundary", "secure", "too many roles", "no role"],
)
def test_what_is_wrong_is_told_in_one_clear_message(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in FILE
    (tmp_path / "Pulumi.account.yaml").write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_stack("account", tmp_path)
    assert str(caught.value) == message.replace("{keys}", ", ".join(sorted(AccountProfile.model_fields)))


def test_no_environment_is_called_account(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Pulumi.dev.yaml", tmp_path / "Pulumi.account.yaml")
    with pytest.raises(ProfileError) as caught:
        load("account", tmp_path)
    assert str(caught.value) == (
        "Pulumi.account.yaml: account is the stack of what exists once in an account, and no environment. "
        "For example: dev"
    )


def test_the_committed_schema_is_current_and_accepts_the_committed_file() -> None:
    """`make schema` writes it."""
    schema = account_schema()
    assert (ROOT / "schemas/account.json").read_text(encoding="utf-8") == json.dumps(schema, indent=2) + "\n"
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(read(FILE, "x.yaml").content))
    assert FILE.startswith("# yaml-language-server: $schema=schemas/account.json\n")
