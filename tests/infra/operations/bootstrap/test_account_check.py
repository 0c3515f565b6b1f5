"""The account of the credentials has to be the one that the stack files name."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from pyairtable_infra.operations.aws import Aws
from pyairtable_infra.operations.bootstrap.request import Request
from pyairtable_infra.operations.bootstrap.runner import prepare
from pyairtable_infra.operations.errors import OperationError
from tests.infra.operations.account import ACCOUNT, Recorded
from tests.infra.operations.bootstrap.making import a_request

CALLER = f"arn:aws:sts::{ACCOUNT}:user/moto"


def saying(**accounts: str) -> Request:
    """A request whose stack files name accounts."""
    request = a_request()
    profiles = {
        name: profile.model_copy(update={"account": accounts.get(name)}) for name, profile in request.profiles.items()
    }
    return replace(request, profiles=MappingProxyType(profiles))


def test_a_stack_file_that_names_this_account_is_content(account: Recorded) -> None:
    assert prepare(Aws("us-east-1", account.session), saying(dev=ACCOUNT)).site.account == ACCOUNT


def test_another_account_is_refused_before_anything_is_asked(account: Recorded) -> None:
    with pytest.raises(OperationError) as error:
        prepare(Aws("us-east-1", account.session), saying(prod="210987654321"))
    assert str(error.value) == (
        f"the credentials are of account {ACCOUNT} ({CALLER}), but Pulumi.prod.yaml says 210987654321. Take the "
        "credentials of that account, or name the environments of this one. "
        "For example: --environment dev --environment staging"
    )
    assert account.calls == ["sts:GetCallerIdentity"]


def test_where_no_environment_is_of_this_account_other_credentials_are_needed(account: Recorded) -> None:
    other = "210987654321"
    with pytest.raises(OperationError, match=r"For example: AWS_PROFILE=admin-of-that-account with the same command$"):
        prepare(Aws("us-east-1", account.session), saying(dev=other, prod=other, staging=other))


def test_another_partition_is_refused(account: Recorded) -> None:
    with pytest.raises(OperationError, match=r"is of another partition of AWS; bootstrap knows the partition aws\.$"):
        prepare(Aws("us-gov-west-1", account.session), a_request())
