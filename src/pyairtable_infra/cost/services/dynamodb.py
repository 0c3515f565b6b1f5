"""Amazon DynamoDB.

https://aws.amazon.com/dynamodb/pricing/
"""

from collections.abc import Iterator, Mapping

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject, truth

MILLION = 1_000_000

PRICES = (
    "dynamodb/on-demand reads",
    "dynamodb/on-demand writes",
    "dynamodb/on-demand reads, infrequent access",
    "dynamodb/on-demand writes, infrequent access",
    "dynamodb/on-demand replicated writes",
    "dynamodb/provisioned RCU",
    "dynamodb/provisioned WCU",
    "dynamodb/storage over 25 GB",
    "dynamodb/storage, infrequent access",
    "dynamodb/PITR backup",
)


def table(subject: Subject) -> Iterator[Line]:
    """A table and its indexes: capacity by the hour or by request, storage, point-in-time recovery.

    The 25 GB that are free for an account are not taken off.
    """
    rare = subject.text("tableClass") == "STANDARD_INFREQUENT_ACCESS"
    suffix = ", infrequent access" if rare else ""
    if subject.text("billingMode", "PROVISIONED") == "PAY_PER_REQUEST":
        yield subject.used("reads", f"dynamodb/on-demand reads{suffix}", "reads", MILLION)
        yield subject.used("writes", f"dynamodb/on-demand writes{suffix}", "writes", MILLION)
        for _ in subject.inputs.get("replicas") or ():
            yield subject.used("replicated writes", "dynamodb/on-demand replicated writes", "writes", MILLION)
    else:
        yield subject.hourly("read capacity", "dynamodb/provisioned RCU", subject.number("readCapacity"))
        yield subject.hourly("write capacity", "dynamodb/provisioned WCU", subject.number("writeCapacity"))
    storage = "storage, infrequent access" if rare else "storage over 25 GB"
    yield subject.used("storage", f"dynamodb/{storage}", "storage_gb")
    recovery = subject.inputs.get("pointInTimeRecovery")
    if isinstance(recovery, Mapping) and truth(recovery.get("enabled")):
        yield subject.used("point-in-time recovery", "dynamodb/PITR backup", "storage_gb")


def replica(subject: Subject) -> Iterator[Line]:
    """A replica of a table in its own region: what is written there again, and what it holds."""
    yield subject.used("replicated writes", "dynamodb/on-demand replicated writes", "writes", MILLION)
    yield subject.used("storage", "dynamodb/storage over 25 GB", "storage_gb")


RULES: Mapping[str, Rule] = {
    "aws:dynamodb/table:Table": table,
    "aws:dynamodb/tableReplica:TableReplica": replica,
}
FREE = (
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "aws:dynamodb/tableItem:TableItem",
)
