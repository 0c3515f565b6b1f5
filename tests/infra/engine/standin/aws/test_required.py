"""What the API or the SDK asks for, and is left out, is noticed; so is nothing else."""

import pytest

from pyairtable_infra.engine.standin.aws import problems
from pyairtable_infra.engine.standin.aws.table import CALLS
from tests.infra.engine.standin.aws.changing import LEFT_OUT, changed
from tests.infra.engine.standin.aws.good import good
from tests.infra.engine.standin.aws.places import spots


@pytest.mark.parametrize("type_", CALLS)
def test_there_are_good_inputs_of_every_type(type_: str) -> None:
    assert good(type_)


@pytest.mark.parametrize("type_", CALLS)
def test_a_required_property_that_is_left_out_is_noticed_where_it_should_stand(type_: str) -> None:
    for inputs in good(type_):
        for spot in spots(CALLS[type_], inputs):
            if spot.required:
                told = problems(type_, changed(inputs, {spot.path: LEFT_OUT}))
                paths = [each.path for each in told if "exactly one of" not in each.message]
                assert paths == [spot.path], f"{spot.path} of {inputs}: {told}"


def test_required_properties_are_many() -> None:
    """So that the test before cannot pass because it leaves nothing out."""
    found = {
        (type_, spot.path)
        for type_ in CALLS
        for each in good(type_)
        for spot in spots(CALLS[type_], each)
        if spot.required
    }
    assert len({type_ for type_, _ in found}) > 100
    assert len(found) > 400
