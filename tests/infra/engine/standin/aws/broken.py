"""Rows of broken inputs: what is changed in good ones, what a person is told, and what would have been right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ECS, EC2, LB, IAM, S3 = "aws:ecs/{0}:{1}", "aws:ec2/{0}:{1}", "aws:lb/{0}:{1}", "aws:iam/{0}:{1}", "aws:s3/{0}:{1}"


@dataclass(frozen=True)
class Broken:
    """One way in which inputs can be wrong.

    Args:
        type_: The type; the inputs that are changed are the good ones of our plans or of the documentation.
        change: What is changed, by path.
        told: The problem, with its path.
        right: The change that would be right; by default nothing is changed.
        base: The good inputs, where they are others.
    """

    type_: str
    change: Mapping[str, Any]
    told: str
    right: Mapping[str, Any] = field(default_factory=dict)
    base: Mapping[str, Any] | None = None
