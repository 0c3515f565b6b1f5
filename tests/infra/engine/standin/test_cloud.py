"""The account that the stand-in providers play."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pyairtable_infra.engine.standin.cloud import Cloud, Thing

URN = "urn:pulumi:dev::shop::aws:ecs/taskDefinition:TaskDefinition::worker"
FIRST = Thing("aws:ecs/taskDefinition:TaskDefinition", "worker", URN, {"family": "worker"}, {"arn": "worker:1"})
SECOND = replace(FIRST, outputs={"arn": "worker:2"})


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Cloud]:
    made = Cloud(tmp_path / "account.db")
    yield made
    made.close()


def test_what_was_added_exists(cloud: Cloud) -> None:
    assert cloud.add(FIRST)
    assert cloud.things() == (FIRST,)


def test_nothing_exists_twice_under_one_key(cloud: Cloud) -> None:
    assert cloud.add(FIRST)
    assert not cloud.add(replace(FIRST, inputs={"family": "other"}))
    assert cloud.things() == (FIRST,)
    assert cloud.births(URN) == 1


def test_two_revisions_have_one_id_and_are_two_things(cloud: Cloud) -> None:
    assert cloud.add(FIRST)
    assert cloud.add(SECOND)
    assert cloud.find(FIRST.type, "worker", "worker:1") == FIRST
    assert cloud.find(FIRST.type, "worker:2") == SECOND
    assert cloud.find(FIRST.type, "worker") == SECOND, "the latest one"


def test_one_name_in_two_regions_is_two_things(cloud: Cloud) -> None:
    template = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate"
    east, west = (Thing(template, "legacy", region, {"region": region}, {}) for region in ("us-east-1", "us-west-2"))
    assert cloud.add(east)
    assert cloud.add(west)
    assert cloud.find(template, "legacy", west.key) == west


def test_what_only_names_an_arn_is_not_told_by_it(cloud: Cloud) -> None:
    """Two rules tell one topic."""
    target = "aws:cloudwatch/eventTarget:EventTarget"
    for rule in ("findings", "budgets"):
        assert cloud.add(Thing(target, f"{rule}-alerts", rule, {"arn": "arn:aws:sns:us-east-1:1:alerts"}, {}))
    assert len(cloud.things()) == 2


def test_a_replacement_is_of_another_generation(cloud: Cloud) -> None:
    cloud.add(FIRST)
    assert cloud.generations() == {}
    cloud.add(SECOND)
    cloud.remove(FIRST.type, "worker:1")
    assert cloud.generations() == {URN: 1}


def test_what_is_gone_is_not_found_and_not_changed(cloud: Cloud) -> None:
    cloud.add(FIRST)
    cloud.remove(FIRST.type, FIRST.key)
    cloud.remove(FIRST.type, FIRST.key)
    assert cloud.find(FIRST.type, "worker") is None
    assert not cloud.change(FIRST)
    assert cloud.births(URN) == 1, "that it was there is remembered"


def test_drift_changes_inputs_and_outputs_and_nothing_else(cloud: Cloud) -> None:
    cloud.add(FIRST)
    cloud.drift(FIRST, {"family": "by hand"})
    assert cloud.things() == (
        replace(FIRST, inputs={"family": "by hand"}, outputs={"arn": "worker:1", "family": "by hand"}),
    )


def test_permissions_of_one_name_for_two_functions_are_two_things(cloud: Cloud) -> None:
    """A statement's id is unique in the policy of its function only."""
    permission = "aws:lambda/permission:Permission"
    one, other = (Thing(permission, "Budget", URN, {"function": name}, {"region": "us-east-1"}) for name in ("a", "b"))
    assert cloud.add(one)
    assert cloud.add(other)
    assert not cloud.add(one)
    cloud.remove(permission, one.key)
    assert cloud.things() == (other,)


def test_two_processes_see_one_account(tmp_path: Path) -> None:
    one, other = Cloud(tmp_path / "account.db"), Cloud(tmp_path / "account.db")
    one.add(FIRST)
    assert other.things() == (FIRST,)
    assert not other.add(FIRST)
    assert [one.count("Create", URN), other.count("Check", URN), one.count("Create", URN)] == [1, 2, 3]
    assert [call[0] for call in other.calls("Create")] == [1, 3]
    one.close()
    other.close()


def test_faults_start_the_count_anew(cloud: Cloud) -> None:
    cloud.count("Create", URN)
    cloud.inject("a fault")
    assert cloud.calls() == ()
    assert cloud.faults() == ("a fault",)
    before = cloud.struck
    cloud.strike("a fault")
    struck = cloud.struck
    cloud.inject()
    assert (before, struck, cloud.struck) == (False, True, False)
    assert cloud.faults() == ()


def test_what_a_crash_interrupts_is_undone(cloud: Cloud) -> None:
    with pytest.raises(TypeError):
        cloud.add(replace(FIRST, inputs={"family": object()}))
    assert cloud.things() == ()
    assert cloud.births(URN) == 0
    assert cloud.add(FIRST)
