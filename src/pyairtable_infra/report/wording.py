"""The sentences that the terminal and Markdown share."""

import json
from typing import Any

from pyairtable_infra.plan.diff import LATER
from pyairtable_infra.report.assessment import HOURS_OF_WEEK, Assessment, ServiceLine, SplitPoint, SplitSection

WIDEST_VALUE = 100


def counted(number: int, noun: str) -> str:
    """A number and its noun: 1 resource, 2 resources."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def percent(value: float) -> str:
    """A share, without a decimal that says nothing: 75 %, 62.5 %."""
    return f"{value:g} %"


def summary(assessment: Assessment) -> str:
    """How much is planned."""
    return (
        f"{assessment.environment}: {counted(assessment.plan.resources, 'resource')}, "
        f"{assessment.plan.components} of them components"
    )


def tasks_of(service: ServiceLine) -> str:
    """Between how many tasks a service scales, and for how long, where it sleeps."""
    awake = "" if service.awake_hours == HOURS_OF_WEEK else f", {service.awake_hours:g} of {HOURS_OF_WEEK} h"
    return f"{service.minimum}-{service.maximum}{awake}"


def spot_of(service: ServiceLine) -> str:
    """How many of a service's expected tasks run on Spot."""
    return f"{service.spot_expected:g} of {service.expected}"


def short_image(image: str) -> str:
    """What differs between the images of a platform: the folder and the tag, or the start of the digest."""
    name, _, digest = image.partition("@")
    folder, _, last = name.rpartition("/")
    version = last.partition(":")[2] or digest.removeprefix("sha256:")[:12]
    return f"{folder.rpartition('/')[2]} {version}"


def split_sentence(split: SplitSection) -> str:
    """The split in words, with what ECS's undocumented rounding may make of it."""
    wanted = f", wanted {split.wanted_percent} %" if split.wanted_percent is not None else ""
    return (
        f"Spot: {_tasks(split.expected)} at expected replicas{wanted}; "
        f"{_tasks(split.minimum)} at minimum, {_tasks(split.maximum)} at maximum."
    )


def _tasks(point: SplitPoint) -> str:
    rounded = "" if point.low == point.high else f", {point.low} to {point.high} as ECS rounds"
    return f"{point.spot:g} of {counted(point.tasks, 'task')} ({percent(point.percent)}{rounded})"


def changed_value(value: Any) -> str:
    """A value of a property, in one line."""
    if value is None:
        return "(none)"
    if value == LATER:
        return LATER
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WIDEST_VALUE else f"{text[: WIDEST_VALUE - 3]}..."
