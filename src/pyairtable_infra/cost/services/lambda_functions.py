"""AWS Lambda.

https://aws.amazon.com/lambda/pricing/
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.subject import Rule, Subject

FUNCTION = "aws:lambda/function:Function"
MILLION = 1_000_000
BILLION = 1_000_000_000
SECONDS = HOURS * 3600
FREE_STORAGE = 512
"""MB of temporary storage."""

PRICES = (
    "lambda/requests",
    "lambda/x86, first 6 billion GB-s",
    "lambda/x86, next 9 billion GB-s",
    "lambda/x86, over 15 billion GB-s",
    "lambda/ARM, first 7.5 billion GB-s",
    "lambda/ARM, next 11.25 billion GB-s",
    "lambda/ARM, over 18.75 billion GB-s",
    "lambda/x86 provisioned concurrency",
    "lambda/ARM provisioned concurrency",
    "lambda/ephemeral storage over 512 MB",
)

_TIERS: Mapping[str, tuple[tuple[str, Decimal | int | None], ...]] = {
    "x86": (
        ("lambda/x86, first 6 billion GB-s", 6 * BILLION),
        ("lambda/x86, next 9 billion GB-s", 9 * BILLION),
        ("lambda/x86, over 15 billion GB-s", None),
    ),
    "ARM": (
        ("lambda/ARM, first 7.5 billion GB-s", Decimal("7.5") * BILLION),
        ("lambda/ARM, next 11.25 billion GB-s", Decimal("11.25") * BILLION),
        ("lambda/ARM, over 18.75 billion GB-s", None),
    ),
}


def function(subject: Subject) -> Iterator[Line]:
    """A function: requests and their duration are usage. What is free for an account is not taken off."""
    machine = "ARM" if "arm64" in (subject.inputs.get("architectures") or ()) else "x86"
    requests = subject.usage("requests")
    yield subject.priced("requests", "lambda/requests", requests / MILLION, usage=True)
    seconds = requests * subject.usage("milliseconds_of_a_request") / 1000
    memory = subject.number("memorySize", 128) / 1024
    yield from subject.tiered("duration", _TIERS[machine], seconds * memory)
    storage = subject.inputs.get("ephemeralStorage")
    size = Decimal(str((storage or {}).get("size", FREE_STORAGE))) if isinstance(storage, Mapping | None) else None
    if size and size > FREE_STORAGE:
        more = seconds * (size - FREE_STORAGE) / 1024
        yield subject.priced("storage over 512 MB", "lambda/ephemeral storage over 512 MB", more, usage=True)


def provisioned(subject: Subject) -> Iterator[Line]:
    """Concurrency that is kept ready all month."""
    owner = subject.source("functionName", FUNCTION)
    given = owner.inputs if owner else {}
    machine = "ARM" if "arm64" in (given.get("architectures") or ()) else "x86"
    memory = Decimal(str(given.get("memorySize", 128))) / 1024
    amount = subject.number("provisionedConcurrentExecutions") * memory * SECONDS
    yield subject.priced("kept ready", f"lambda/{machine} provisioned concurrency", amount)


RULES: Mapping[str, Rule] = {
    FUNCTION: function,
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": provisioned,
}
FREE = (
    "aws:lambda/alias:Alias",
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    "aws:lambda/functionUrl:FunctionUrl",
    "aws:lambda/layerVersion:LayerVersion",
    "aws:lambda/layerVersionPermission:LayerVersionPermission",
    "aws:lambda/permission:Permission",
)
