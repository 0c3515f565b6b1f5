"""Building blocks of the vocabulary: a pattern check whose error says what is wrong and what would be right."""

import re
from collections.abc import Callable

from pydantic import AfterValidator


def matching(pattern: str, what: str, example: str) -> AfterValidator:
    """A validator for text: the whole value must match `pattern`.

    Args:
        pattern: A regular expression for the whole value.
        what: What the value has to be, as the rest of a sentence: "'x' is not ...".
        example: A value that would be right.
    """
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(f"{value!r} is not {what}. For example: {example}")
        return value

    return AfterValidator(check)


def passing(test: Callable[[str], bool], what: str, example: str) -> AfterValidator:
    """A validator for text: `test` must hold. The other arguments are those of `matching`."""

    def check(value: str) -> str:
        if not test(value):
            raise ValueError(f"{value!r} is not {what}. For example: {example}")
        return value

    return AfterValidator(check)


def _each_once(value: tuple[str, ...]) -> tuple[str, ...]:
    for position, one in enumerate(value):
        if one in value[:position]:
            raise ValueError(f"{one} is there twice. For example: [{one}]")
    return value


EACH_ONCE = AfterValidator(_each_once)
"""A validator for a list of names: none is there twice."""
