"""AWS Secrets Manager and Parameter Store.

https://aws.amazon.com/secrets-manager/pricing/
"""

from collections.abc import Iterator, Mapping

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject

MILLION = 1_000_000

PRICES = (
    "secrets-manager/secret",
    "secrets-manager/API calls",
    "systems-manager/advanced parameter",
    "systems-manager/parameter API calls, advanced or high throughput",
)


def secret(subject: Subject) -> Iterator[Line]:
    """A secret, each of its replicas, and what is asked of it."""
    yield subject.priced("secret", "secrets-manager/secret", 1)
    if replicas := len(subject.inputs.get("replicas") or ()):
        yield subject.priced("replicas", "secrets-manager/secret", replicas)
    yield subject.used("API calls", "secrets-manager/API calls", "requests", MILLION)


def parameter(subject: Subject) -> Iterator[Line]:
    """A parameter is free unless it is an advanced one."""
    if subject.text("tier") == "Advanced":
        yield subject.priced("advanced parameter", "systems-manager/advanced parameter", 1)
        key = "systems-manager/parameter API calls, advanced or high throughput"
        yield subject.used("API calls", key, "requests", MILLION)


RULES: Mapping[str, Rule] = {
    "aws:secretsmanager/secret:Secret": secret,
    "aws:ssm/parameter:Parameter": parameter,
}
FREE = (
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:secretsmanager/secretRotation:SecretRotation",
    "aws:secretsmanager/secretVersion:SecretVersion",
)
