"""Task sizes of Fargate."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyairtable_components.workload.fargate import GIB, SIZES, check_size, nearest_size

VALID = [(cpu, memory) for cpu, memories in SIZES.items() for memory in memories]
LARGEST = (16384, 120 * GIB)

cpus = st.integers(1, LARGEST[0])
memories = st.integers(1, LARGEST[1])


# Ends of the rows of https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
@pytest.mark.parametrize(
    ("cpu", "least", "most", "count"),
    [
        (256, 0.5, 2, 3),
        (512, 1, 4, 4),
        (1024, 2, 8, 7),
        (2048, 4, 16, 13),
        (4096, 8, 30, 23),
        (8192, 16, 60, 12),
        (16384, 32, 120, 12),
    ],
)
def test_the_table_is_that_of_aws(cpu: int, least: float, most: float, count: int) -> None:
    assert (SIZES[cpu][0], SIZES[cpu][-1], len(SIZES[cpu])) == (least * GIB, most * GIB, count)


@given(cpus, memories)
def test_the_nearest_size_exists_and_is_large_enough(cpu: int, memory: int) -> None:
    units, size = nearest_size(cpu, memory)
    assert (units, size) in VALID
    assert units >= cpu
    assert size >= memory


@given(cpus, memories)
def test_no_size_that_is_large_enough_is_smaller_than_the_nearest(cpu: int, memory: int) -> None:
    units, size = nearest_size(cpu, memory)
    smaller = [(u, m) for u, m in VALID if cpu <= u <= units and memory <= m <= size and (u, m) != (units, size)]
    assert not smaller


@given(st.integers(LARGEST[0] + 1, 10**6), st.integers(LARGEST[1] + 1, 10**7))
def test_above_the_largest_size_the_largest_is_named(cpu: int, memory: int) -> None:
    assert nearest_size(cpu, 1) == LARGEST
    assert nearest_size(1, memory) == LARGEST


@given(st.sampled_from(VALID))
def test_a_size_that_exists_is_its_own_nearest_and_is_accepted(size: tuple[int, int]) -> None:
    assert nearest_size(*size) == size
    check_size(*size)


@given(cpus, memories)
def test_a_size_that_does_not_exist_is_refused_with_one_that_does(cpu: int, memory: int) -> None:
    assume((cpu, memory) not in VALID)
    units, size = nearest_size(cpu, memory)
    with pytest.raises(
        ValueError, match=rf"cpu {cpu} and memory {memory}\. For example: cpu: {units} and memory: {size}$"
    ):
        check_size(cpu, memory)
