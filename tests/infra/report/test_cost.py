"""Money in the assessment, and as people read it."""

from decimal import Decimal

import pytest

from pyairtable_infra.cost.errors import CostError
from pyairtable_infra.cost.model import total
from pyairtable_infra.plan.diff import diff
from pyairtable_infra.plan.model import Plan, Resource
from pyairtable_infra.report import markdown, terminal
from pyairtable_infra.report.assessment import Assessment, assess
from pyairtable_infra.report.cost import Cost
from pyairtable_infra.report.money import rows, sentence, signed
from tests.conftest import environment_plan
from tests.infra.cost.making import D, definition, limits, one, plan_of, service
from tests.infra.plan.making import resource


def cost_of(assessment: Assessment) -> Cost:
    assert assessment.cost
    return assessment.cost


def shown(assessment: Assessment) -> str:
    console = terminal.console()
    with console.capture() as captured:
        console.print(terminal.costs(assessment))
    return captured.get()


def with_budget(monthly_usd: int, *resources: Resource) -> Plan:
    return plan_of(*resources, intent={"budget": {"monthly_usd": monthly_usd}})


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_parts_and_resources_sum_to_the_whole(environment: str) -> None:
    cost = cost_of(assess(environment_plan(environment)))
    assert cost.monthly == total(part.monthly for part in cost.parts) == total(one.monthly for one in cost.resources)
    assert cost.low <= cost.monthly <= cost.high
    assert all(one.monthly == total(each.monthly for each in one.components) for one in cost.resources)
    lines, whole = rows(cost)
    for column, exact in enumerate((cost.low, cost.monthly, cost.high, cost.usage_monthly)):
        assert total(line.amounts[column] for line in lines) == whole.amounts[column] == exact.quantize(D("0.01"))


def test_a_service_costs_what_its_component_costs() -> None:
    cost = cost_of(assess(environment_plan("dev")))
    parts = {part.name: part for part in cost.parts}
    assert len(cost.services) == 8
    assert all(parts[service.name].monthly == service.monthly for service in cost.services)


def test_a_service_of_a_flat_program_stands_for_itself() -> None:
    cost = cost_of(assess(plan_of(service(), definition(), one("aws:kms/key:Key"))))
    (found,) = cost.services
    assert found.monthly == D("7.208750")


def test_within_its_budget_the_gate_is_open() -> None:
    (gate,) = assess(with_budget(98, one("aws:kms/key:Key"))).gates
    assert (gate.name, gate.ok) == ("budget", True)
    assert gate.detail == "1.00 of 98.00 USD a month expected"


def test_over_its_budget_the_gate_says_what_weighs_most() -> None:
    plan = with_budget(5, service(), definition(), one("aws:kms/key:Key"), resource("aws:backup/vault:Vault", "vault"))
    (gate,) = assess(plan).gates
    assert not gate.ok
    assert gate.detail == (
        "8.21 USD a month expected, 3.21 more than the budget of 5.00; 1 unpriced. What weighs most: web 7.21, it 1.00"
    )


def test_exactly_the_budget_is_within_it() -> None:
    assert assess(with_budget(1, one("aws:kms/key:Key"))).passed


def test_the_gate_looks_at_the_expected_load_alone() -> None:
    plan = with_budget(8, service(), definition(), limits(1, 90))
    assert assess(plan).passed


def test_without_a_budget_there_is_no_gate() -> None:
    assert assess(plan_of(one("aws:kms/key:Key"))).gates == ()


def test_without_a_price_book_a_note_says_so_and_a_budget_cannot_be_judged() -> None:
    plan = plan_of(one("aws:kms/key:Key"), region="eu-west-1")
    found = assess(plan)
    assert (found.cost, found.gates) == (None, ())
    assert found.notes[0].startswith("no estimate: eu-west-1: there is no price book of this region")
    (gate,) = assess(plan_of(one("aws:kms/key:Key"), region="eu-west-1", intent={"budget": {"monthly_usd": 5}})).gates
    assert not gate.ok
    assert gate.detail.startswith("it cannot be judged: eu-west-1: there is no price book")
    with pytest.raises(CostError):
        assess(plan, strict=True)


def test_what_changes_is_told_with_the_largest_first() -> None:
    old = plan_of(service(1), definition(), one("aws:kms/key:Key"), resource("aws:ec2/eip:Eip", "gone"))
    new = plan_of(service(3), definition(), one("aws:kms/key:Key"))
    changes = cost_of(assess(new, diff(old, new), old)).changes
    assert changes
    assert (changes.before, changes.after) == (D("7.20875") + 1 + D("3.65"), 3 * D("7.20875") + 1)
    assert [(line.urn.rsplit("::", 1)[-1], line.difference) for line in changes.resources] == [
        ("web", 2 * D("7.208750")),
        ("gone", D("-3.650")),
    ]
    assert changes.difference == total(line.difference for line in changes.resources)


def test_another_stack_is_compared_as_if_it_had_one_name() -> None:
    dev, staging = environment_plan("dev"), environment_plan("staging")
    changes = cost_of(assess(staging, diff(dev, staging), dev)).changes
    assert changes
    unchanged = {line.urn.rsplit("::", 1)[-1] for line in changes.resources}
    assert "logs-key" not in unchanged, "a key costs the same in both"
    assert changes.before == cost_of(assess(dev)).monthly


def test_the_terminal_shows_parts_gaps_assumptions_and_the_gate() -> None:
    text = shown(assess(environment_plan("staging")))
    assert "Cost a month, USD" in text
    gap = shown(assess(plan_of(one("aws:inspector2/enabler:Enabler"))))
    assert "unpriced: it (Enabler): Inspector has no citable price but of its former product" in gap
    assert "note: assumed: Fargate Spot is 70 % off; it varies between 50 and 70 %" in text
    assert "passed: budget: " in text
    assert sentence(cost_of(assess(environment_plan("staging")))) in text


def test_a_commitment_shows_its_break_even() -> None:
    plan = plan_of(service(2), definition(), intent={"commitments": {"savings_plan_usd_per_hour": 0.01}})
    assert (
        "Compute Savings Plan, 1 year, no upfront: 7.30 a month for what costs 9.12 on demand, saves 1.82; "
        "pays as long as 80 % of it is used"
    ) in shown(assess(plan))


def test_markdown_shows_what_changes_open_and_the_rest_folded() -> None:
    old, new = plan_of(service(1), definition()), plan_of(service(3), definition())
    assessment = assess(new, diff(old, new), old)
    text = markdown.preview(new, assessment, diff(old, new))
    assert "- Cost: 7.21 before, 21.63 after, +14.42 USD a month." in text
    assert "| web | 7.21 | 21.63 | +14.42 |" in text
    assert "<details><summary>Cost</summary>" in text


@pytest.mark.parametrize(
    ("amount", "text"), [("1.499", "+1.50"), ("-0.2", "-0.20"), ("0.001", "0.00"), ("-0.001", "0.00"), ("0", "0.00")]
)
def test_a_difference_has_its_sign(amount: str, text: str) -> None:
    assert signed(Decimal(amount)) == text
