"""Amazon ECS on Fargate: the tasks of a service, where they run, and for how many hours.

https://aws.amazon.com/fargate/pricing/
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.prices.book import NoPriceError
from pyairtable_infra.cost.services import container_insights
from pyairtable_infra.cost.services.task_hours import TaskHours, task_hours
from pyairtable_infra.cost.subject import Rule, Subject, number, truth
from pyairtable_infra.plan.scheduled import SCALABLE_TARGET, SCHEDULED_ACTION
from pyairtable_infra.plan.services import CLUSTER, SERVICE, TASK_DEFINITION, Service

SPOT_DISCOUNT = "fargate/Spot discount"
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html
FREE_STORAGE = 20
UNITS_OF_VCPU = 1024
MIB_OF_GB = 1024
PUBLIC_IPV4 = "ipv4/public address in use"

PRICES = (
    "fargate/x86 vCPU",
    "fargate/x86 memory",
    "fargate/ARM vCPU",
    "fargate/ARM memory",
    "fargate/Windows *",
    "fargate/ephemeral storage over 20 GB",
    SPOT_DISCOUNT,
    PUBLIC_IPV4,
    *container_insights.PRICES,
)


def service(subject: Subject) -> Iterator[Line]:
    """A service: vCPU, memory and storage, on demand and on Spot, and the public addresses of its tasks."""
    found = subject.world.services.get(subject.resource.urn)
    if found is None:
        if _unknown_definition(subject):
            yield Gap("its task definition is not in the plan, so the size of its tasks is not known")
        return
    if not (found.cpu and found.memory):
        yield Gap("the vCPU or the memory of its tasks is not known yet")
        return
    hours = task_hours(subject, found)
    definition = subject.source("taskDefinition", TASK_DEFINITION)
    yield from _compute(subject, found, hours, definition.inputs if definition else {})
    network = subject.inputs.get("networkConfiguration")
    if isinstance(network, Mapping) and truth(network.get("assignPublicIp")):
        yield _banded(subject, "public IPv4 of the tasks", PUBLIC_IPV4, [load.tasks for load in hours.loads])


def cluster(subject: Subject) -> Iterator[Line]:
    """A cluster is free; Container Insights on it is not."""
    for setting in subject.inputs.get("settings") or ():
        if setting.get("name") == "containerInsights" and setting.get("value") in ("enabled", "enhanced"):
            yield from container_insights.lines(subject, setting["value"])


def _compute(subject: Subject, found: Service, hours: TaskHours, definition: Mapping[str, Any]) -> Iterator[Line]:
    family = str((definition.get("runtimePlatform") or {}).get("operatingSystemFamily", "LINUX"))
    if family.startswith("WINDOWS"):
        parts = [("vCPU", "fargate/Windows vCPU without licence"), ("licence", "fargate/Windows licence")]
        memory = "fargate/Windows memory"
    else:
        machine = "ARM" if found.architecture == "ARM64" else "x86"
        parts = [("vCPU", f"fargate/{machine} vCPU")]
        memory = f"fargate/{machine} memory"
    vcpu, gigabytes = Fraction(found.cpu, UNITS_OF_VCPU), Fraction(found.memory, MIB_OF_GB)
    sizes = [*((name, key, vcpu) for name, key in parts), ("memory", memory, gigabytes)]
    storage = (definition.get("ephemeralStorage") or {}).get("sizeInGib", FREE_STORAGE)
    extra = Fraction(number(storage, FREE_STORAGE)) - FREE_STORAGE
    for name, key, size in sizes:
        yield from _on_both(subject, name, key, size, hours)
    if extra > 0:
        # Spot discounts vCPU and memory; storage is not named there, so it is taken at its full price.
        key = "fargate/ephemeral storage over 20 GB"
        yield _banded(subject, "storage over 20 GB", key, [load.tasks * extra for load in hours.loads])


def _on_both(subject: Subject, name: str, key: str, size: Fraction, hours: TaskHours) -> Iterator[Line]:
    on_demand = [load.on_demand * size for load in hours.loads]
    spot = [load.spot * size for load in hours.loads]
    if any(on_demand):
        yield _banded(subject, f"{name}, on demand", key, on_demand, hours.steady * size)
    if any(spot):
        yield _on_spot(subject, _banded(subject, f"{name}, Spot", key, spot))


def _banded(subject: Subject, name: str, key: str, amounts: Sequence[Fraction], steady: Fraction = Fraction(0)) -> Line:
    low, expected, high = amounts
    return subject.priced(name, key, expected, band=(low, high), steady=steady)


def _on_spot(subject: Subject, line: Line) -> Line:
    if isinstance(line, Gap):
        return line
    try:
        discount = subject.world.book(subject.region).price(SPOT_DISCOUNT)
    except NoPriceError as error:
        return Gap(str(error))
    return replace(
        line,
        price=line.price * (1 - discount.value),
        source=f"{line.source}; {discount.source}",
        assumption=discount.assumption,
        steady=Decimal(0),
    )


def _unknown_definition(subject: Subject) -> bool:
    """Whether it may run on Fargate, and nothing in the plan says how large its tasks are."""
    fargate = subject.text("launchType") == "FARGATE" or any(
        str(item.get("capacityProvider", "")).startswith("FARGATE")
        for item in subject.inputs.get("capacityProviderStrategies") or ()
    )
    return fargate and subject.source("taskDefinition", TASK_DEFINITION) is None


RULES: Mapping[str, Rule] = {SERVICE: service, CLUSTER: cluster}
FREE = (
    "aws:appautoscaling/policy:Policy",
    SCALABLE_TARGET,
    SCHEDULED_ACTION,
    "aws:ecs/capacityProvider:CapacityProvider",
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    "aws:ecs/accountSettingDefault:AccountSettingDefault",
    TASK_DEFINITION,
)
