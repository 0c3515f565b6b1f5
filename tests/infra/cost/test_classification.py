"""Every type is priced, free, or unpriced with a reason; what nobody classified is seen."""

from dataclasses import replace
from pathlib import Path

import pulumi_aws

from pyairtable_infra.cost.services import FREE, RULES
from pyairtable_infra.engine import computed
from tests.infra.cost.making import estimated, one, reasons


def test_every_type_that_we_can_plan_is_classified() -> None:
    assert set(computed.RULES) <= RULES.keys() | FREE


def test_no_type_is_both_priced_and_free() -> None:
    assert not RULES.keys() & FREE


def test_types_are_written_as_pulumi_writes_them() -> None:
    for type_ in (*RULES, *FREE):
        package, module, kind = type_.split(":")
        assert package == "aws"
        assert module.partition("/")[2] == kind[0].lower() + kind[1:], type_


def test_types_are_those_of_the_provider() -> None:
    """A misspelt one would never be met, and what it means would be unpriced."""
    known = Path(str(pulumi_aws.__file__)).read_text(encoding="utf-8")
    assert [type_ for type_ in (*RULES, *FREE) if f'"{type_}"' not in known] == []


def test_every_rule_is_in_a_table_that_is_worked_out_by_hand() -> None:
    tables = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_golden_*.py"))
    assert [type_ for type_ in RULES if f'"{type_}"' not in tables] == []


def test_what_is_free_is_counted() -> None:
    found = estimated(one("aws:ec2/subnet:Subnet"))
    assert (found.free, found.resources, found.unpriced) == (1, (), ())


def test_a_type_that_nobody_classified_is_unpriced() -> None:
    assert reasons(one("aws:quantum/computer:Computer")) == "nobody has said yet what this type costs"


def test_another_cloud_is_unpriced() -> None:
    assert reasons(one("gcp:storage/bucket:Bucket")) == "resources of the package gcp have no prices here"


def test_a_random_name_is_free() -> None:
    assert estimated(one("random:index/randomId:RandomId")).free == 1


def test_a_resource_that_exists_elsewhere_is_not_charged_again() -> None:

    found = estimated(replace(one("aws:kms/key:Key"), external=True))
    assert (found.free, found.resources, found.unpriced) == (0, (), ())


def test_inputs_of_another_shape_hide_nothing() -> None:
    found = reasons(one("aws:wafv2/webAcl:WebAcl", rules=5))
    assert found == "its inputs are not as expected (TypeError: 'int' object is not iterable)"


def test_every_rule_has_a_hand_checked_example() -> None:
    told = "".join(file.read_text() for file in Path(__file__).parent.glob("test_golden_*.py"))
    checked = {rule for type_, rule in RULES.items() if type_ in told}
    assert set(RULES.values()) == checked
