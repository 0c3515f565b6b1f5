"""Requests and runs of bootstrap."""

from functools import cache
from typing import Any

from pyairtable_infra.operations.aws import Aws
from pyairtable_infra.operations.bootstrap.request import Options, Request
from pyairtable_infra.operations.bootstrap.runner import Prepared, apply, prepare
from pyairtable_infra.operations.bootstrap.site import Site
from tests.conftest import ROOT
from tests.infra.operations.account import ACCOUNT, Recorded

REPOSITORY = "pyairtable-org/pyairtable-infra"
PROJECT = "pyairtable-infra"
BUCKET = f"{PROJECT}-pulumi-state-{ACCOUNT}"
ALIAS = f"alias/{PROJECT}-pulumi"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
PREVIEW = f"{PROJECT}-preview"
ENVIRONMENTS = ("dev", "prod", "staging")


def deployer(environment: str) -> str:
    return f"{PROJECT}-deploy-{environment}"


@cache
def _request(options: Options) -> Request:
    return Request.read(ROOT, options)


def a_request(**changes: Any) -> Request:
    """The committed environments and a repository; `changes` replace options."""
    return _request(Options(**{"repository": REPOSITORY, **changes}))


def a_site(**changes: Any) -> Site:
    known = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/0f1e2d3c"
    return Site(
        **{"project": PROJECT, "account": ACCOUNT, "region": "us-east-1", "bucket": BUCKET, "key_arn": known} | changes
    )


def look(account: Recorded, **changes: Any) -> Prepared:
    request = a_request(**changes)
    return prepare(Aws(request.region, account.session), request)


def run(account: Recorded, **changes: Any) -> Prepared:
    """A whole run of bootstrap."""
    request = a_request(**changes)
    aws = Aws(request.region, account.session)
    return apply(aws, prepare(aws, request))


def finish(account: Recorded, prepared: Prepared) -> Prepared:
    """Do what a look has shown."""
    return apply(Aws(prepared.site.region, account.session), prepared)
