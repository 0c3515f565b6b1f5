"""The task sizes that Fargate offers; no Pulumi here.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
"""

GIB = 1024

SIZES: dict[int, tuple[int, ...]] = {
    256: (512, GIB, 2 * GIB),
    512: tuple(range(GIB, 4 * GIB + 1, GIB)),
    1024: tuple(range(2 * GIB, 8 * GIB + 1, GIB)),
    2048: tuple(range(4 * GIB, 16 * GIB + 1, GIB)),
    4096: tuple(range(8 * GIB, 30 * GIB + 1, GIB)),
    8192: tuple(range(16 * GIB, 60 * GIB + 1, 4 * GIB)),
    16384: tuple(range(32 * GIB, 120 * GIB + 1, 8 * GIB)),
}
"""CPU units to the memory sizes in MiB that go with them."""


def nearest_size(cpu: int, memory: int) -> tuple[int, int]:
    """The smallest size that gives at least `cpu` and `memory`; the largest one where none does."""
    for units, memories in SIZES.items():
        for size in memories:
            if units >= cpu and size >= memory:
                return units, size
    return max((units, memories[-1]) for units, memories in SIZES.items())


def check_size(cpu: int, memory: int) -> None:
    """Refuse a task size that Fargate does not have.

    Raises:
        ValueError: There is none; the message names the nearest one that is large enough.
    """
    if memory not in SIZES.get(cpu, ()):
        units, size = nearest_size(cpu, memory)
        raise ValueError(
            f"Fargate has no task with cpu {cpu} and memory {memory}. For example: cpu: {units} and memory: {size}"
        )
