"""Policy documents, agreed with the schemas of cfn-lint, which somebody else wrote."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from pyairtable_infra.engine.standin.aws.calls import Kind
from pyairtable_infra.engine.standin.aws.policies import problems
from pyairtable_infra.engine.standin.aws.table import CALLS
from tests.conftest import environment_plan
from tests.infra.engine.standin.aws.documented import examples, home

SCHEMAS = home("cfnlint") / "data" / "schemas" / "other" / "iam"
FILES: Mapping[Kind, str] = {"identity": "policy_identity", "trust": "policy_trust", "resource": "policy_resource"}


@cache
def _judge(kind: Kind) -> Draft202012Validator:
    schemas = {name: json.loads((SCHEMAS / f"{name}.json").read_text()) for name in ("policy", *FILES.values())}
    resources = {name: DRAFT202012.create_resource(_without_ids(each)) for name, each in schemas.items()}
    registry: Registry[Any] = Registry().with_resources(resources.items())
    return Draft202012Validator(_without_ids(schemas[FILES[kind]]), registry=registry)


def _without_ids(schema: Any) -> Any:
    """cfn-lint's own words that a validator does not know are dropped, and its `requiredXor` is said in JSON Schema."""
    if isinstance(schema, list):
        return [_without_ids(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _without_ids(each) for key, each in schema.items() if key not in ("$id", "cfnLint", "requiredXor")}
    if "requiredXor" in schema:
        made["if"] = {"type": "object"}
        made["then"] = {"oneOf": [{"required": [name]} for name in schema["requiredXor"]]}
    return made


@cache
def _documents() -> tuple[tuple[Kind, Any], ...]:
    """Every policy document of our plans and of the examples of pulumi_aws, each once."""
    plans = (each for name in ("dev", "staging", "prod") for each in environment_plan(name).resources)
    ours = ((each.type, each.inputs) for each in plans)
    theirs = ((each.type_, each.inputs) for each in examples())
    found: dict[str, tuple[Kind, Any]] = {}
    for type_, inputs in (*ours, *theirs):
        for key, place in CALLS[type_].places.items() if type_ in CALLS else ():
            kind = None if isinstance(place, str) else place.policy
            document = _opened(inputs.get(key)) if kind in FILES else None
            if kind and isinstance(document, dict):
                found[f"{kind} {json.dumps(document)}"] = (kind, document)
    return tuple(found.values())


def _opened(document: Any) -> Any:
    try:
        return json.loads(document) if isinstance(document, str) else document
    except ValueError:  # an unknown, and one example that says "..."
        return None


def test_documents_are_many_of_every_kind() -> None:
    assert len(_documents()) > 40
    assert {kind for kind, _ in _documents()} == set(FILES)


def test_cfn_lint_says_what_we_say_of_good_documents() -> None:
    for kind, document in _documents():
        assert list(problems(document, kind, "policy")) == [], document
        assert [error.message for error in _judge(kind).iter_errors(document)] == [], document


STATEMENT = {
    "Effect": "Allow",
    "Principal": {"Service": "ecs-tasks.amazonaws.com"},
    "Action": "s3:GetObject",
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
}
elements = st.fixed_dictionaries(
    {},
    optional={
        "Effect": st.sampled_from(["Allow", "Deny", "allow", 1]),
        "Principal": st.sampled_from(["*", {"AWS": "*"}, {"Service": ["ecs.amazonaws.com"]}, "me", 5]),
        "NotPrincipal": st.sampled_from(["*", {"AWS": ["arn:aws:iam::123456789012:root"]}]),
        "Action": st.sampled_from(["*", ["s3:Get*"], [], [5], 5]),
        "NotAction": st.sampled_from(["s3:Get*", ["s3:Get*"]]),
        "Resource": st.sampled_from(["*", ["arn:aws:s3:::a"], [5], 5]),
        "NotResource": st.sampled_from([["arn:aws:s3:::a"]]),
        "Condition": st.sampled_from(
            [
                {},
                {"Bool": {"aws:SecureTransport": "true"}},
                {"ForAllValues:StringLikeIfExists": {"a": ["b"]}},
                {"Like": {}},
                [],
            ]
        ),
        "Sid": st.sampled_from(["One", "Two"]),
        "Actions": st.just("*"),
    },
)


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=50, deadline=None)
@given(statement=elements, version=st.sampled_from(["2012-10-17", "2008-10-17", "2020-01-01"]), unknown=st.booleans())
def test_a_document_is_refused_by_both_or_by_neither(kind: Kind, statement: Any, version: str, unknown: bool) -> None:
    document = {"Version": version, "Statement": [statement], **({"Statements": []} if unknown else {})}
    refused = bool(list(_judge(kind).iter_errors(document)))
    told = list(problems(document, kind, "policy"))
    empty = statement.get("Action") == []  # the schema's least number of actions is lost on the way
    assert bool(told) == refused or empty, (document, told)
