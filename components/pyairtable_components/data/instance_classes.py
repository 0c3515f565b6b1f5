"""The DB instance classes that RDS takes for PostgreSQL 16, and their memory; no Pulumi here.

https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
"""

from collections.abc import Mapping
from difflib import get_close_matches

GIB = 1024

_BURSTABLE = {"micro": 1, "small": 2, "medium": 4, "large": 8, "xlarge": 16, "2xlarge": 32}
_GENERAL = {"large": 8, "xlarge": 16, "2xlarge": 32, "4xlarge": 64, "8xlarge": 128, "12xlarge": 192, "16xlarge": 256}
_TO_24 = {**_GENERAL, "24xlarge": 384}
_TO_32 = {**_TO_24, "32xlarge": 512}
_TO_48 = {**_TO_24, "48xlarge": 768}

_FAMILIES: Mapping[tuple[str, ...], Mapping[str, int]] = {
    ("t3", "t4g"): _BURSTABLE,
    ("m6g", "m6gd", "m7g"): _GENERAL,
    ("m5", "m5d"): _TO_24,
    ("m6i", "m6id", "m6idn", "m6in"): _TO_32,
    ("m7i", "m8a", "m8g", "m8gd", "m9g"): _TO_48,
}
"""Families of instances, with the memory of each size in GiB."""

_TWICE: Mapping[tuple[str, ...], Mapping[str, int]] = {
    ("r6g", "r6gd", "r7g"): _GENERAL,
    ("r5", "r5b", "r5d"): _TO_24,
    ("r6i", "r6id", "r6idn", "r6in"): _TO_32,
    ("r7i", "r8a", "r8g", "r8gd"): _TO_48,
}
"""Memory-optimised families: a size has twice the memory of the general one."""

MEMORY: Mapping[str, int] = {
    **{
        f"db.{family}.{size}": gib * GIB
        for each, sizes in _FAMILIES.items()
        for family in each
        for size, gib in sizes.items()
    },
    **{
        f"db.{family}.{size}": 2 * gib * GIB
        for each, sizes in _TWICE.items()
        for family in each
        for size, gib in sizes.items()
    },
}
"""Memory in MiB by class. The families c6gd, x2g and x2iedn are left out: too special for a platform's database."""


def check_class(value: str) -> str:
    """`value`, if RDS for PostgreSQL 16 has that class.

    Raises:
        ValueError: It has not; the message names one like it.
    """
    if value not in MEMORY:
        near = next(iter(get_close_matches(value, MEMORY, n=1, cutoff=0.5)), "db.t4g.micro")
        raise ValueError(f"{value!r} is no DB instance class of PostgreSQL 16. For example: {near}")
    return value
