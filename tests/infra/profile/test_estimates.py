"""The estimates in the account's file."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_infra.cli import spending
from pyairtable_infra.cost.by_service import by_service, in_cents
from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.cost.money import CENT
from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.estimates import as_text, with_estimates
from pyairtable_infra.profile.loader import load_account
from tests.conftest import ROOT, environment_plan

D = Decimal
HEAD = """\
config:
  pyairtable-infra:owner: platform
  pyairtable-infra:cost_center: shop
  pyairtable-infra:data_classification: sensitive
  pyairtable-infra:budget: { monthly_usd: 25 }
"""
FOUND = {("dev", "api"): D("2.30"), ("dev", "shared"): D(60), ("prod", "api"): D("22.40")}
WANTED = {"dev": {"api": D("2.30"), "shared": D(60)}, "prod": {"api": D("22.40")}}
BEFORE = {
    "no costs": "",
    "costs in lines": "  pyairtable-infra:costs: # why\n    tags: { activated: true } # when\n",
    "costs in braces": "  pyairtable-infra:costs: { tags: { activated: true } }\n",
    "empty costs": "  pyairtable-infra:costs: {}\n",
    "old ones in lines": (
        "  pyairtable-infra:costs:\n    estimates:\n      old: { api: 1 }\n    tags: { activated: true } # x\n"
    ),
    "old ones in braces": "  pyairtable-infra:costs:\n    estimates: { old: { api: 1 } } # x\n",
    "old ones last": "  pyairtable-infra:costs:\n    estimates:\n      old:\n        api: 1\n# the end\n",
}


def written(before: str, root: Path) -> str:
    file = root / "Pulumi.account.yaml"
    file.write_text(before, encoding="utf-8")
    file.write_text(with_estimates(FOUND, root), encoding="utf-8")
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("costs", BEFORE.values(), ids=BEFORE)
def test_the_file_has_them_and_keeps_the_rest(costs: str, tmp_path: Path) -> None:
    once = written(HEAD + costs, tmp_path)
    found = load_account(tmp_path).costs
    assert found.estimates == WANTED
    assert found.tags.activated == ("activated: true" in costs)
    assert once.startswith(HEAD)
    comments = [line.partition("#")[2] for line in costs.splitlines() if "#" in line]
    assert all(comment in once for comment in comments)
    assert written(once, tmp_path) == once, "a second time changes nothing"


def test_each_environment_is_a_line() -> None:
    assert as_text(FOUND) == "dev: { api: 2.30, shared: 60.00 }\nprod: { api: 22.40 }\n"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("dev: { api: -1 }", "costs.estimates.dev.api: -1 is wrong here: at least 0 is needed"),
        ("dev: { api: much }", "costs.estimates.dev.api: 'much' is wrong here: a number is needed"),
        ("dev: 5", "costs.estimates.dev: 5 is wrong here: a section with keys is needed"),
    ],
)
def test_a_wrong_estimate_is_told(wrong: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "Pulumi.account.yaml").write_text(f"{HEAD}  pyairtable-infra:costs:\n    estimates:\n      {wrong}\n")
    with pytest.raises(ProfileError) as caught:
        load_account(tmp_path)
    assert str(caught.value).startswith(f"Pulumi.account.yaml:8: {message}"), caught.value
    assert ". For example: " in str(caught.value)


@settings(max_examples=40)
@given(st.dictionaries(st.tuples(st.just("dev"), st.text(max_size=3)), st.decimals(0, 500, places=5), max_size=8))
def test_cents_sum_to_the_whole(amounts: dict[tuple[str, str], Decimal]) -> None:
    cents = in_cents(amounts)
    assert sum(cents.values()) == sum(amounts.values(), D(0)).quantize(CENT)
    assert all(abs(cents[key] - amounts[key]) < CENT for key in amounts)


def test_the_committed_ones_are_current() -> None:
    committed = load_account(ROOT).costs.estimates
    for name in load_account(ROOT).costs.environments:
        plan = environment_plan(name)
        found = {service: usd for (_, service), usd in in_cents(by_service(plan)).items()}
        assert committed[name] == found, "write them: pyairtable-infra cost estimates --write"
        assert sum(found.values()) == estimate(plan).monthly.quantize(CENT)


def test_what_was_asked_for_is_shown_and_the_others_stay_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    others = "  pyairtable-infra:costs:\n    estimates: { prod: { api: 9.5 } }\n"
    (tmp_path / "Pulumi.account.yaml").write_text(HEAD + others, encoding="utf-8")
    monkeypatch.setattr(spending, "found_at", lambda name, root: (None, environment_plan(name)))
    spending.estimates(["dev"], root=tmp_path, into_file=False)
    shown = capsys.readouterr().out
    assert [line.partition(":")[0] for line in shown.splitlines()] == ["dev"]
    spending.estimates(["dev"], root=tmp_path, into_file=True)
    written = load_account(tmp_path).costs.estimates
    assert written == {"dev": load_account(ROOT).costs.estimates["dev"], "prod": {"api": D("9.5")}}
