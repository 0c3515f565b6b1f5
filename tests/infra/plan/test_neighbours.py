"""How resources are joined: what the program linked first, equal values second, unknown values never."""

from typing import Any

from pyairtable_infra.plan.model import UNKNOWN, Resource
from pyairtable_infra.plan.neighbours import Neighbours
from tests.infra.plan.making import plan, resource, urn

BUCKET, POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"
ARN = "arn:aws:s3:::logs"


def bucket(name: str = "logs", **values: Any) -> Resource:
    return resource(BUCKET, name, **{"outputs": {"arn": f"arn:aws:s3:::{name}"}, **values})


def policy(value: Any, *linked: str) -> Resource:
    return resource(
        POLICY,
        "policy",
        inputs={"bucket": value},
        property_dependencies={"bucket": tuple(urn(BUCKET, name) for name in linked)} if linked else {},
    )


def test_what_the_program_linked_counts_even_where_the_value_is_not_known() -> None:
    logs, user = bucket(), policy(UNKNOWN, "logs")
    joins = Neighbours(plan(logs, user))
    assert joins.sources(user, "bucket", BUCKET) == (logs,)
    assert joins.users(logs, POLICY, "bucket") == (user,)


def test_a_link_counts_before_a_value() -> None:
    logs, other, user = bucket(), bucket("other"), policy("logs-id", "other")
    assert Neighbours(plan(logs, other, user)).sources(user, "bucket", BUCKET) == (other,)


def test_without_a_link_an_id_or_arn_or_name_joins() -> None:
    for value in ("logs-id", ARN, "plain"):
        logs, user = bucket(inputs={"bucket": "plain"}), policy(value)
        assert Neighbours(plan(logs, user)).source(user, "bucket", BUCKET) == logs, value


def test_values_inside_a_value_join_too() -> None:
    logs, user = bucket(), policy([{"source": {"arn": ARN}}])
    assert Neighbours(plan(logs, user)).source(user, "bucket", BUCKET) == logs


def test_two_unknown_values_are_not_equal() -> None:
    logs, user = bucket(id=UNKNOWN, outputs={"arn": UNKNOWN}), policy(UNKNOWN)
    assert Neighbours(plan(logs, user)).sources(user, "bucket", BUCKET) == ()


def test_another_type_with_that_value_is_no_source() -> None:
    key = resource("aws:kms/key:Key", "k", outputs={"arn": ARN})
    user = policy(ARN)
    assert Neighbours(plan(key, user)).sources(user, "bucket", BUCKET) == ()
