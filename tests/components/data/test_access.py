"""What a client of a store is told, and what its role may do: no more than it needs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pulumi import Output

from pyairtable_components import BucketRefs, CacheRefs, DatabaseRefs, QueueRefs
from pyairtable_components.data.access import Access, cache_access, database_access, files_access, jobs_access
from pyairtable_components.data.refs import CacheUser
from pyairtable_components.data.spec import CachingPolicy
from tests.components.standing import KEY
from tests.conftest import a_context, planned

CACHE = "arn:aws:elasticache:us-east-1:123456789012:replicationgroup:shop-dev-cache"
USER = "arn:aws:elasticache:us-east-1:123456789012:user:shop-dev-cart"
REFS = CacheRefs(
    "master.cache.example", 6379, CACHE, "shop-dev-cache", "sg-1", {"cart": CacheUser("shop-dev-cart", USER)}
)


@dataclass
class Seen:
    """An access with every output known."""

    environment: dict[str, str] = field(default_factory=dict)
    granted: dict[str, list[str]] = field(default_factory=dict)
    """Each action with its resources."""
    conditions: list[Any] = field(default_factory=list)


def seen(make: Callable[[], Access]) -> Seen:
    found = Seen()

    def program() -> None:
        access = make()
        Output.all(**access.environment).apply(found.environment.update)
        for statement in access.grants:
            found.conditions.append(statement.conditions)
            for action in statement.actions:
                Output.all(*statement.resources).apply(partial(found.granted.__setitem__, action))

    planned(program)
    return found


def test_a_client_of_the_database_is_told_where_it_is_and_gets_no_rights_by_that() -> None:
    refs = DatabaseRefs("db.example", 5432, "shop", "db-ABC", "sg-1", KEY, "arn:aws:secretsmanager:::secret:x", "db")
    access = seen(lambda: database_access(refs))
    assert access.environment == {
        "DATABASE_HOST": "db.example",
        "DATABASE_PORT": "5432",
        "DATABASE_NAME": "shop",
        "DATABASE_SSLMODE": "require",
    }
    assert access.granted == {}


def test_a_client_of_the_cache_connects_as_its_own_user_only() -> None:
    access = seen(lambda: cache_access(REFS, "cart", authentication="iam", policy=CachingPolicy(query=60)))
    assert access.environment == {
        "REDIS_URL": "rediss://master.cache.example:6379",
        "REDIS_USERNAME": "shop-dev-cart",
        "REDIS_AUTHENTICATION": "iam",
        "REDIS_CACHE_NAME": "shop-dev-cache",
        "CACHE_TTL_SECONDS_SESSION": "3600",
        "CACHE_TTL_SECONDS_API_RESPONSE": "300",
        "CACHE_TTL_SECONDS_QUERY": "60",
        "CACHE_TTL_SECONDS_AIRTABLE": "180",
    }
    assert access.granted == {"elasticache:Connect": [CACHE, USER]}


def test_a_client_with_a_password_needs_no_right() -> None:
    access = seen(lambda: cache_access(REFS, "cart", authentication="password", policy=CachingPolicy()))
    assert access.granted == {}
    assert access.environment["REDIS_AUTHENTICATION"] == "password"


def test_a_client_of_the_files_works_on_objects_and_uses_the_key_through_s3_only() -> None:
    access = seen(lambda: files_access(BucketRefs("shop-files", "arn:aws:s3:::shop-files", KEY), a_context()))
    found = access.granted
    assert found["s3:PutObject"] == found["s3:GetObject"] == ["arn:aws:s3:::shop-files/*"]
    assert found["s3:ListBucket"] == ["arn:aws:s3:::shop-files"]
    assert found["kms:Decrypt"] == [KEY]
    assert access.conditions[-1] == {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
    without = seen(lambda: files_access(BucketRefs("b", "arn:aws:s3:::b", None), a_context()))
    assert "kms:Decrypt" not in without.granted


def test_a_client_of_the_jobs_sends_and_takes_work() -> None:
    queue = "arn:aws:sqs:us-east-1:123456789012:shop-dev-jobs"
    access = seen(lambda: jobs_access(QueueRefs("https://sqs/jobs", queue, KEY, f"{queue}-failed"), a_context()))
    found = access.granted
    assert {action for action in found if action.startswith("sqs:")} == {
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
    }
    assert all(where == [queue] for action, where in found.items() if action.startswith("sqs:"))
    assert access.environment == {"JOBS_QUEUE_URL": "https://sqs/jobs"}
