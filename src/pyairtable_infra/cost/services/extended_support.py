"""RDS Extended Support: what an old major version of PostgreSQL costs more.

A standby in another zone is charged too: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-charges.html
https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.subject import Subject

DISABLED = "open-source-rds-extended-support-disabled"
# As of November 2026, for RDS and Aurora: 12 and 13 are in their first two years, what is older is beyond.
FIRST_TWO_YEARS = (12, 13)

VCPUS: Mapping[str, int] = {
    **dict.fromkeys(("micro", "small", "medium", "large"), 2),
    "xlarge": 4,
    "2xlarge": 8,
    "4xlarge": 16,
    "8xlarge": 32,
}
"""By size. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html."""
_SMALLER = {("r", "medium"): 1, ("m", "medium"): 1}

PRICES = (
    "rds-postgresql/Extended Support, years 1 and 2",
    "rds-postgresql/Extended Support, year 3",
    "aurora-postgresql/Extended Support, years 1 and 2",
    "aurora-postgresql/Extended Support, year 3",
)


def lines(subject: Subject, service: str, version: str, size: str, hours: Fraction) -> Iterator[Line]:
    """The surcharge of an instance of this size (`db.t4g.micro`) for the hours that it runs, both zones included."""
    major = version.partition(".")[0]
    if not major.isdecimal() or int(major) > max(FIRST_TWO_YEARS):
        return
    if int(major) not in FIRST_TWO_YEARS:
        yield subject.priced("Extended Support", f"{service}/Extended Support, year 3", 1)
        return
    _, family, name = (*size.split("."), "", "")[:3]
    vcpus = _SMALLER.get((family[:1], name), VCPUS.get(name))
    if vcpus is None:
        yield Gap(f"how many vCPUs {size or 'its class'} has, which Extended Support is charged by, is not known here")
        return
    yield subject.priced("Extended Support", f"{service}/Extended Support, years 1 and 2", hours * vcpus)
