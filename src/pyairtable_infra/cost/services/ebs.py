"""Amazon EBS: volumes and snapshots.

https://aws.amazon.com/ebs/pricing/
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.subject import Rule, Subject, number

# https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
GP3_IOPS, GP3_THROUGHPUT = 3000, 125
IO2_FIRST_TIER = 32000
"""Beyond it io2 has other prices, which are not in the book."""

PRICES = (
    *(f"ebs/{kind} storage" for kind in ("gp2", "gp3", "io1", "io2", "st1", "sc1", "magnetic")),
    "ebs/gp3 IOPS over 3000",
    "ebs/gp3 throughput over 125 MBps",
    "ebs/io1 IOPS",
    "ebs/io2 IOPS up to 32000",
    "ebs/snapshot",
)

Band = tuple[Fraction, Fraction, Fraction]
_ONE: Band = (Fraction(1), Fraction(1), Fraction(1))


def volume(subject: Subject) -> Iterator[Line]:
    """A volume of its own."""
    yield from volume_lines(subject, {**subject.inputs, "volumeType": subject.text("type", "gp2")}, _ONE)


def volume_lines(subject: Subject, device: Mapping[str, Any], count: Band) -> Iterator[Line]:
    """The lines of `count` volumes (low, expected, high): storage, and IOPS and throughput above what is included."""
    kind = str(device.get("volumeType") or "gp2")
    size = number(device.get("volumeSize") or device.get("size"))
    if not size:
        yield Gap("the size of a volume is its snapshot's and is not known")
        return
    name = "magnetic" if kind == "standard" else kind

    def each(what: str, item: str, amount: Decimal) -> Line:
        low, expected, high = (Fraction(amount) * times for times in count)
        return subject.priced(f"{kind} {what}", f"ebs/{item}", expected, band=(low, high))

    yield each("storage", f"{name} storage", size)
    iops, throughput = number(device.get("iops")), number(device.get("throughput"))
    if kind == "gp3" and iops > GP3_IOPS:
        yield each("IOPS over 3000", "gp3 IOPS over 3000", iops - GP3_IOPS)
    if kind == "gp3" and throughput > GP3_THROUGHPUT:
        yield each("throughput over 125 MBps", "gp3 throughput over 125 MBps", throughput - GP3_THROUGHPUT)
    if kind == "io1":
        yield each("IOPS", "io1 IOPS", iops)
    if kind == "io2":
        yield each("IOPS", "io2 IOPS up to 32000", min(iops, Decimal(IO2_FIRST_TIER)))
        if iops > IO2_FIRST_TIER:
            yield Gap("io2 IOPS over 32000 have no citable price")


def snapshot(subject: Subject) -> Iterator[Line]:
    """A snapshot: what it holds is known to users only."""
    yield subject.used("snapshot", "ebs/snapshot", "storage_gb")


RULES: Mapping[str, Rule] = {
    "aws:ebs/volume:Volume": volume,
    "aws:ebs/snapshot:Snapshot": snapshot,
    "aws:ebs/snapshotCopy:SnapshotCopy": snapshot,
}
FREE = (
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:ebs/defaultKmsKey:DefaultKmsKey",
)
