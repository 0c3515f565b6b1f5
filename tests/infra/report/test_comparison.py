"""Several plans side by side, and the page that shows the three environments."""

from pyairtable_infra.profile.platform import FORMER_MONTHLY_USD
from pyairtable_infra.report.assessment import assess
from pyairtable_infra.report.comparison import Comparison, compare, markdown
from tests.conftest import ROOT, environment_plan
from tests.infra.cost.making import D, definition, one, plan_of, service

ENVIRONMENTS = ("dev", "staging", "prod")


def environments() -> Comparison:
    return compare([assess(environment_plan(name)) for name in ENVIRONMENTS], FORMER_MONTHLY_USD)


def test_each_column_sums_to_its_whole() -> None:
    found = environments()
    at = next(index for index, row in enumerate(found.rows) if row.is_sum)
    for column, whole in enumerate(found.rows[at].cells):
        assert sum(D(row.cells[column] or 0) for row in found.rows[:at]) == D(whole)


def test_a_part_that_a_plan_does_not_have_is_empty() -> None:
    plans = [plan_of(service(), definition()), plan_of(one("aws:kms/key:Key"))]
    found = compare([assess(plan) for plan in plans], {})
    assert [(row.name, row.cells) for row in found.rows[:3]] == [
        ("web", ("7.21", "")),
        ("it", ("", "1.00")),
        ("in all", ("7.21", "1.00")),
    ]
    assert found.rows[-1].cells == ("", ""), "neither has a budget, and nothing is known of before"


def test_the_page_of_the_environments_is_current() -> None:
    assert (ROOT / "docs/cost.md").read_text() == markdown(environments()), (
        "write it: pyairtable-infra cost compare dev staging prod --markdown docs/cost.md"
    )
