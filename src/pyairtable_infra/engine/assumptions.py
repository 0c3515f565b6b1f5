"""What a plan assumes about the account that nobody asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Assumptions:
    """Answers that only an account has. Each one that a program uses becomes a note of its plan."""

    account_id: str = "123456789012"
    zone_suffixes: str = "abc"
    """The zones that every region is taken to offer."""
    default_region: str = "us-east-1"
    stack_outputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The outputs of other stacks, by the name that a StackReference uses."""
    generations: Mapping[str, int] = field(default_factory=dict)
    """How many resources a URN had before the present one: each replacement has other ids."""
