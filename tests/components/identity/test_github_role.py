"""Roles of GitHub Actions: which tokens open them, and which never do."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pyairtable_components import GithubRole, allow
from pyairtable_components.vocabulary.github import AUDIENCE, ISSUER, GithubRepository, GithubSubject, provider_arn
from pyairtable_infra.operations.bootstrap.site import Site
from tests.components.identity.analyser import trusted
from tests.components.reading import only, plan_of, statements
from tests.conftest import a_context
from tests.infra.operations.bootstrap.iam import matches

SUBJECT: TypeAdapter[str] = TypeAdapter(GithubSubject)
REPOSITORY: TypeAdapter[str] = TypeAdapter(GithubRepository)
FORKS_AND_OTHERS = (
    "repo:shop/cart:pull_request",
    "repo:shop/cart:ref:refs/pull/7/merge",
    "repo:shop/cart:ref:refs/heads/main",
    "repo:shop/cart-fork:environment:prod",
    "repo:stranger/cart:environment:prod",
    "repo:stranger/cart:ref:refs/tags/v1",
)


def trust(*subjects: str) -> dict[str, Any]:
    context = a_context()
    read = allow("s3:GetObject", on=["arn:aws:s3:::reports/*"])
    plan = plan_of(lambda: GithubRole("ci", context, repository="shop/cart", subjects=subjects, statements=(read,)))
    (statement,) = statements(only(plan, "iam/role:Role").inputs["assumeRolePolicy"])
    return statement


def test_a_subject_without_a_star_is_compared_as_it_is() -> None:
    assert trust("environment:prod") == {
        "Effect": "Allow",
        "Action": ["sts:AssumeRoleWithWebIdentity"],
        "Principal": {"Federated": ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"]},
        "Condition": {
            "StringEquals": {f"{ISSUER}:aud": AUDIENCE, f"{ISSUER}:sub": ["repo:shop/cart:environment:prod"]}
        },
    }


def test_with_a_star_the_audience_stays_exact() -> None:
    assert trust("environment:prod", "ref:refs/tags/v*")["Condition"] == {
        "StringEquals": {f"{ISSUER}:aud": AUDIENCE},
        "StringLike": {f"{ISSUER}:sub": ["repo:shop/cart:environment:prod", "repo:shop/cart:ref:refs/tags/v*"]},
    }


def test_the_provider_is_the_one_that_bootstrap_makes() -> None:
    assert provider_arn("123456789012") == Site.of("x", "123456789012", "us-east-1", None).provider_arn


@settings(max_examples=50)
@given(st.from_regex(r"(environment:|ref:refs/tags/)[A-Za-z0-9._/-]{1,12}\*?", fullmatch=True))
def test_whatever_is_accepted_admits_no_pull_request_no_branch_and_no_fork(rest: str) -> None:
    try:
        accepted = SUBJECT.validate_python(rest)
    except ValidationError:
        return
    own = f"repo:shop/cart:{accepted}"
    assert not [other for other in FORKS_AND_OTHERS if matches(own, other)]
    assert (
        list(
            trusted(
                {
                    "Principal": {"Federated": ["x"]},
                    "Condition": {"StringEquals": {f"{ISSUER}:aud": AUDIENCE}, "StringLike": {f"{ISSUER}:sub": [own]}},
                }
            )
        )
        == []
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "pull_request",
        "*",
        "environment:*",
        "environment:prod*",
        "ref:refs/*",
        "ref:refs/heads/main",
        "ref:refs/tags/*",
        "ref:refs/tags/v?",
        "ref:refs/tags/v*:x",
        "ref:refs/tags/**",
        "repo:shop/cart:environment:prod",
        "environment:prod\n",
        "",
    ],
)
def test_a_subject_that_would_let_others_in_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SUBJECT.validate_python(wrong)
    (error,) = refused.value.errors()
    assert error["msg"] == (
        f"Value error, {wrong!r} is not a subject that keeps pull requests and forks out (a GitHub environment, or "
        "tags by their beginning). For example: environment:prod"
    )


@pytest.mark.parametrize("wrong", ["cart", "shop/*", "*/cart", "shop/cart:x", "https://github.com/shop/cart", "a@1/b"])
def test_a_repository_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match=r"is not a repository \(OWNER/REPO, or OWNER@ID/REPO@ID\)"):
        REPOSITORY.validate_python(wrong)


@pytest.mark.parametrize(
    ("conditions", "finding"),
    [
        ({}, "tokens for anybody are taken"),
        (
            {"StringEquals": {f"{ISSUER}:aud": AUDIENCE}, "StringLike": {f"{ISSUER}:sub": "repo:shop/cart:*"}},
            "repo:shop/cart:* admits repo:shop/cart:pull_request",
        ),
        ({"StringEquals": {f"{ISSUER}:aud": AUDIENCE}}, "* admits repo:fork/cart:ref:refs/tags/v1"),
    ],
)
def test_the_analyser_sees_a_trust_that_is_too_wide(conditions: dict[str, Any], finding: str) -> None:
    assert finding in list(trusted({"Principal": {"Federated": ["x"]}, "Condition": conditions}))
