"""The documents themselves: real actions, real condition keys, sizes, and the same whatever form AWS keeps them in."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_sentry.querying.actions import get_action_data
from policy_sentry.querying.arns import get_matching_raw_arns

from pyairtable_infra.operations.bootstrap import fences, grants
from pyairtable_infra.operations.bootstrap.documents import canonical
from tests.infra.operations.bootstrap.iam import listed
from tests.infra.operations.bootstrap.making import ENVIRONMENTS, REPOSITORY, a_site

SITE = a_site()
BOUNDARY = "arn:aws:iam::123456789012:policy/pyairtable-account-boundary"
DOCUMENTS = {
    "deploy role": grants.deployer(SITE, "dev"),
    "bounded deploy role": grants.deployer(SITE, "dev", BOUNDARY),
    "preview role": grants.previewer(SITE, ENVIRONMENTS),
    "trust of a deploy role": grants.deployer_trust(SITE, REPOSITORY, "dev"),
    "trust of the preview role": grants.previewer_trust(SITE, REPOSITORY),
    "bucket": fences.bucket_policy(SITE, ENVIRONMENTS, ENVIRONMENTS),
    "key": fences.key_policy(SITE, ENVIRONMENTS, ENVIRONMENTS),
}
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
# https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
LIMITS = {"bucket": 20_480, "key": 32_768, "deploy role": 10_240, "preview role": 10_240, "bounded deploy role": 10_240}
GLOBAL = {"aws:PrincipalArn", "aws:SecureTransport"}
STATEMENT = {"Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"}
every_document = pytest.mark.parametrize("text", DOCUMENTS.values(), ids=list(DOCUMENTS))


def statements(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["Statement"]
    return found


def named_actions(statement: dict[str, Any]) -> list[str]:
    return [*listed(statement.get("Action", [])), *listed(statement.get("NotAction", []))]


@every_document
def test_a_statement_has_the_elements_of_the_grammar_and_a_name_of_its_own(text: str) -> None:
    assert json.loads(text)["Version"] == "2012-10-17"
    sids = [statement["Sid"] for statement in statements(text)]
    assert len(set(sids)) == len(sids)
    for statement in statements(text):
        assert set(statement) <= STATEMENT
        assert re.fullmatch("[A-Za-z0-9]+", statement["Sid"])
        assert statement["Effect"] in {"Allow", "Deny"}
        assert ("Action" in statement) != ("NotAction" in statement)


@every_document
def test_every_action_is_one_of_aws(text: str) -> None:
    for statement in statements(text):
        for action in named_actions(statement):
            service, name = action.split(":")
            assert name == "*" or get_action_data(service, name), f"{action} is no action of AWS"


@pytest.mark.parametrize("text", [DOCUMENTS["deploy role"], DOCUMENTS["preview role"]])
def test_a_role_is_granted_named_actions_on_resources_that_they_know(text: str) -> None:
    for statement in statements(text):
        for action in statement["Action"]:
            assert "*" not in action
            known = get_action_data(*action.split(":"))
            formats = {entry["resource_arn_format"] for entries in known.values() for entry in entries}
            for resource in statement["Resource"]:
                if resource == "*":
                    assert formats == {"*"}, f"AWS has a finer level for {action} by now"
                else:
                    assert formats & set(get_matching_raw_arns(resource)), f"{action} knows no {resource}"


@every_document
def test_every_condition_key_is_one_that_aws_has_for_the_action(text: str) -> None:
    for statement in statements(text):
        keys = {key for wanted in statement.get("Condition", {}).values() for key in wanted}
        for key in keys - GLOBAL:
            if key.startswith("token.actions"):
                assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
                continue
            known = {
                re.sub(r"\$\{.*", "", condition)
                for action in named_actions(statement)
                for entries in get_action_data(*action.replace(":*", ":GetObject").split(":")).values()
                for entry in entries
                for condition in entry["condition_keys"]
            }
            assert any(key.startswith(each) for each in known), f"no action of {statement['Sid']} knows {key}"


@pytest.mark.parametrize("of", LIMITS)
def test_a_document_fits_with_ten_environments_of_the_longest_names(of: str) -> None:
    many = tuple(f"environment-number-{number}" for number in range(10))
    site = a_site(bucket="b" * 63)
    documents = {
        "bucket": fences.bucket_policy(site, many, many),
        "key": fences.key_policy(site, many, many),
        "deploy role": grants.deployer(site, many[0]),
        "bounded deploy role": grants.deployer(site, many[0], f"arn:aws:iam::123456789012:policy/{'b' * 128}"),
        "preview role": grants.previewer(site, many),
    }
    assert len(documents[of]) < LIMITS[of]


@given(st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,18}[a-z0-9]", fullmatch=True), min_size=1, max_size=6, unique=True))
def test_no_two_environments_share_the_name_of_a_statement(names: list[str]) -> None:
    for text in (fences.bucket_policy(SITE, names, names), fences.key_policy(SITE, names, names)):
        sids = [statement["Sid"] for statement in statements(text)]
        assert len(set(sids)) == len(sids)
        assert all(re.fullmatch("[A-Za-z0-9]+", sid) for sid in sids)


def test_an_approved_principal_is_the_account_or_the_provider_only() -> None:
    for text in DOCUMENTS.values():
        for statement in statements(text):
            if statement["Effect"] == "Allow" and "Principal" in statement:
                assert statement["Principal"] in (
                    {"AWS": "arn:aws:iam::123456789012:root"},
                    {"Federated": SITE.provider_arn},
                )


@given(st.data())
def test_a_document_is_the_same_in_whatever_form_it_comes_back(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*DOCUMENTS.values()]))
    other = json.loads(text)
    for statement in other["Statement"]:
        for element in ("Action", "NotAction", "Resource", "NotResource"):
            if element in statement:
                values = data.draw(st.permutations(listed(statement[element])))
                statement[element] = values[0] if len(values) == 1 else values
        if statement.get("Principal") == "*" and data.draw(st.booleans()):
            statement["Principal"] = {"AWS": "*"}
    other["Statement"] = data.draw(st.permutations(other["Statement"]))
    assert canonical(json.dumps(other, indent=2)) == canonical(text)
    assert canonical(other) == canonical(text)


@given(st.data())
def test_a_document_of_which_anything_was_changed_is_another(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*DOCUMENTS.values()]))
    other = json.loads(text)
    statement = data.draw(st.sampled_from(other["Statement"]))
    element = data.draw(st.sampled_from(sorted(set(statement) & {"Effect", "Action", "Resource", "Condition"})))
    changed = {
        "Effect": {"Allow": "Deny", "Deny": "Allow"}[statement["Effect"]],
        "Action": [*listed(statement.get("Action")), "s3:PutBucketPolicy"],
        "Resource": [*listed(statement.get("Resource")), "arn:aws:s3:::another"],
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}},
    }
    statement[element] = changed[element]
    assert canonical(other) != canonical(text)


def test_a_condition_may_be_a_truth_value_or_its_text() -> None:
    def closed(value: Any) -> dict[str, Any]:
        condition = {"Bool": {"aws:SecureTransport": value}}
        return canonical({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Condition": condition}})

    assert closed("false") == closed(False) == closed(["false"])
    assert closed("false") != closed("true")
