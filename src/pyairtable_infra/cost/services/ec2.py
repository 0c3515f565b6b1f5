"""Amazon EC2: instances, Auto Scaling groups, volumes.

https://aws.amazon.com/ec2/pricing/on-demand/
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pyairtable_components.hours.cron import ScheduleError, parse
from pyairtable_components.hours.shares import shares
from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.services.ebs import volume_lines
from pyairtable_infra.cost.services.fargate import PUBLIC_IPV4
from pyairtable_infra.cost.subject import Rule, Subject, number, truth
from pyairtable_infra.plan.scheduled import Limits

INSTANCE = "aws:ec2/instance:Instance"
GROUP = "aws:autoscaling/group:Group"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
GROUP_SCHEDULE = "aws:autoscaling/schedule:Schedule"
SPOT = "the price of EC2 Spot varies by the hour and has no citable figure"

PRICES = (
    *(
        f"ec2-linux/{family}.{size}"
        for family in (
            *("t2", "t3", "t3a", "t4g", "m5", "m6g", "m6i", "m7g", "m7i", "m8g"),
            *("c5", "c6g", "c6i", "c7g", "c7i", "c8g", "r5", "r6g", "r6i", "r7g", "r7i", "r8g"),
        )
        for size in ("nano*", "micro*", "small*", "medium*", "large*", "xlarge*", "2xlarge*", "4xlarge*")
    ),
    PUBLIC_IPV4,
)


@dataclass(frozen=True)
class Count:
    """Instances at low, expected and high load, averaged over the month."""

    low: Fraction
    expected: Fraction
    high: Fraction


ONE = Count(Fraction(1), Fraction(1), Fraction(1))


def instance(subject: Subject) -> Iterator[Line]:
    """An instance on demand, its volumes, its public address."""
    template = subject.source("launchTemplate", TEMPLATE)
    given = {**(template.inputs if template else {}), **subject.inputs}
    options = given.get("instanceMarketOptions")
    spot = isinstance(options, Mapping) and options.get("marketType") == "spot"
    yield from _hours(subject, given.get("instanceType"), ONE, spot=spot)
    yield from _volumes(subject, given, ONE)
    if truth(given.get("associatePublicIpAddress")) or _public(given):
        yield subject.hourly("public IPv4", PUBLIC_IPV4)


def group(subject: Subject) -> Iterator[Line]:
    """An Auto Scaling group: its instances between minimum and maximum, expected at the desired capacity."""
    mixed = subject.inputs.get("mixedInstancesPolicy")
    mixed = mixed if isinstance(mixed, Mapping) else {}
    template = subject.source("launchTemplate", TEMPLATE) or subject.source("mixedInstancesPolicy", TEMPLATE)
    if template is None:
        yield Gap("its launch template is not in the plan, so its instances are not known")
        return
    count = _count(subject)
    options = template.inputs.get("instanceMarketOptions")
    spot = isinstance(options, Mapping) and options.get("marketType") == "spot"
    on_demand, on_spot = _divided(count, mixed.get("instancesDistribution")) if mixed else (count, None)
    yield from _hours(subject, template.inputs.get("instanceType"), on_demand, spot=spot)
    if on_spot and on_spot.high:
        yield Gap(SPOT)
    yield from _volumes(subject, template.inputs, count)
    if _public(template.inputs):
        yield _banded(subject, "public IPv4", PUBLIC_IPV4, count)


def _count(subject: Subject) -> Count:
    least, most = subject.number("minSize"), subject.number("maxSize")
    desired = int(subject.number("desiredCapacity", least))
    changes = []
    for schedule in subject.users(GROUP_SCHEDULE, "autoscalingGroupName"):
        try:
            cron = parse(str(schedule.inputs.get("recurrence", "")))
        except ScheduleError:
            continue
        changes.append((cron, _step(schedule.inputs)))
    time = shares((Limits(int(least), int(most)), desired), changes)
    return Count(
        sum((limits.minimum * share for (limits, _), share in time.items()), Fraction()),
        sum((limits.clamp(wanted) * share for (limits, wanted), share in time.items()), Fraction()),
        sum((limits.maximum * share for (limits, _), share in time.items()), Fraction()),
    )


def _step(inputs: Mapping[str, Any]) -> Any:
    """What a scheduled action does; -1 and what is not given leave a number as it is.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
    """

    def changed(key: str, before: int) -> int:
        value = inputs.get(key)
        return before if value is None or number(value) < 0 else int(number(value))

    def step(state: tuple[Limits, int]) -> tuple[Limits, int]:
        limits, desired = state
        minimum = changed("minSize", limits.minimum)
        return Limits(minimum, max(minimum, changed("maxSize", limits.maximum))), changed("desiredCapacity", desired)

    return step


def _divided(count: Count, distribution: Any) -> tuple[Count, Count]:
    """On demand and on Spot: a base on demand, and a share of the rest.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/mixed-instances-groups-set-up-overview.html
    """
    given = distribution if isinstance(distribution, Mapping) else {}
    base = Fraction(number(given.get("onDemandBaseCapacity"), 0))
    share = Fraction(number(given.get("onDemandPercentageAboveBaseCapacity"), 100)) / 100

    def on_demand(instances: Fraction) -> Fraction:
        return min(instances, base) + max(instances - base, Fraction(0)) * share

    first = Count(on_demand(count.low), on_demand(count.expected), on_demand(count.high))
    return first, Count(count.low - first.low, count.expected - first.expected, count.high - first.high)


def _hours(subject: Subject, instance_type: Any, count: Count, *, spot: bool) -> Iterator[Line]:
    if not isinstance(instance_type, str) or "." not in instance_type:
        yield Gap("its instance type is not known")
    elif spot:
        yield Gap(SPOT)
    else:
        yield _banded(subject, f"instance {instance_type}", f"ec2-linux/{instance_type}", count)


def _banded(subject: Subject, name: str, key: str, count: Count, size: Decimal = HOURS) -> Line:
    times = Fraction(size)
    return subject.priced(name, key, count.expected * times, band=(count.low * times, count.high * times))


def _volumes(subject: Subject, given: Mapping[str, Any], count: Count) -> Iterator[Line]:
    root = given.get("rootBlockDevice")
    devices = [root] if isinstance(root, Mapping) else []
    devices += [device for device in given.get("ebsBlockDevices") or () if isinstance(device, Mapping)]
    for mapping in given.get("blockDeviceMappings") or ():
        if isinstance(mapping, Mapping) and isinstance(mapping.get("ebs"), Mapping):
            devices.append(mapping["ebs"])
    if not devices:
        yield Gap("the size of its root volume is the image's and is not known")
    band = (count.low, count.expected, count.high)
    for device in devices:
        yield from volume_lines(subject, device, band)


def _public(given: Mapping[str, Any]) -> bool:
    """Whether its network interfaces get a public address."""
    return any(
        isinstance(each, Mapping) and truth(each.get("associatePublicIpAddress"))
        for each in given.get("networkInterfaces") or ()
    )


def spot(subject: Subject) -> Iterator[Line]:
    """What asks for Spot capacity by itself."""
    del subject
    yield Gap(SPOT)


RULES: Mapping[str, Rule] = {
    INSTANCE: instance,
    GROUP: group,
    "aws:ec2/fleet:Fleet": spot,
    "aws:ec2/spotFleetRequest:SpotFleetRequest": spot,
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": spot,
}
FREE = (
    GROUP_SCHEDULE,
    TEMPLATE,
    "aws:autoscaling/attachment:Attachment",
    "aws:autoscaling/lifecycleHook:LifecycleHook",
    "aws:autoscaling/policy:Policy",
    "aws:ec2/keyPair:KeyPair",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment",
    "aws:ec2/placementGroup:PlacementGroup",
    "aws:ec2/volumeAttachment:VolumeAttachment",
)
