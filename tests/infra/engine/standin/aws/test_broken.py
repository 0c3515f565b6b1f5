"""What a person is told about broken inputs: the property, what is wrong, and what would be right."""

import re

import pytest

from pyairtable_infra.engine.standin.aws import problems
from tests.infra.engine.standin.aws.broken import Broken
from tests.infra.engine.standin.aws.broken_containers import CONTAINERS
from tests.infra.engine.standin.aws.broken_others import OTHERS
from tests.infra.engine.standin.aws.broken_policies import POLICIES
from tests.infra.engine.standin.aws.broken_services import SERVICES
from tests.infra.engine.standin.aws.changing import changed
from tests.infra.engine.standin.aws.good import best

TABLE = (*CONTAINERS, *SERVICES, *POLICIES, *OTHERS)

each_row = pytest.mark.parametrize("row", TABLE, ids=[f"{row.type_}: {row.told.split(': ')[0]}" for row in TABLE])


@each_row
def test_the_message_is_exact(row: Broken) -> None:
    base = best(row.type_) if row.base is None else row.base
    assert [str(each) for each in problems(row.type_, changed(base, row.change))] == [row.told]


@each_row
def test_what_the_example_says_is_right(row: Broken) -> None:
    base = best(row.type_) if row.base is None else row.base
    assert problems(row.type_, changed(base, row.right)) == []


def test_every_message_ends_with_an_example() -> None:
    for row in TABLE:
        assert re.fullmatch(r"\S.*: .*\S\. For example: .+", row.told), row.told
