"""AWS KMS.

https://aws.amazon.com/kms/pricing/
"""

from collections.abc import Iterator, Mapping

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject

MILLION = 1_000_000

PRICES = ("kms/key", "kms/symmetric requests", "kms/RSA 2048 requests", "kms/other asymmetric requests")


def key(subject: Subject) -> Iterator[Line]:
    """A key and its requests. Each of its first two rotations adds a dollar a month, once it has happened."""
    yield subject.priced("key", "kms/key", 1)
    spec = subject.text("customerMasterKeySpec", "SYMMETRIC_DEFAULT")
    if spec in ("SYMMETRIC_DEFAULT", "RSA_2048") or spec.startswith("HMAC"):
        kind = "RSA 2048" if spec == "RSA_2048" else "symmetric"
        yield subject.used("requests", f"kms/{kind} requests", "requests", MILLION)
    else:
        yield subject.used("requests", "kms/other asymmetric requests", "requests", MILLION)


RULES: Mapping[str, Rule] = {
    "aws:kms/key:Key": key,
    "aws:kms/replicaKey:ReplicaKey": key,
    "aws:kms/externalKey:ExternalKey": key,
}
FREE = ("aws:kms/alias:Alias", "aws:kms/grant:Grant", "aws:kms/keyPolicy:KeyPolicy")
