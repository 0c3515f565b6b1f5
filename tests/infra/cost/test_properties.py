"""What holds for any plan: more never costs less, nights never cost more, the parts are the whole."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_infra.cost.model import total
from pyairtable_infra.cost.money import apportioned
from pyairtable_infra.plan.model import Resource
from tests.infra.cost.making import D, cost_of, definition, estimated, limits, one, scheduled, service
from tests.infra.plan.making import resource

TASKS = st.integers(0, 40)
WEIGHTS = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(any)
SIZES = st.sampled_from([(256, 512), (256, 2048), (512, 1024), (1024, 2048), (4096, 8192)])
PLACES = D("0.000001")


def the_service(tasks: int, weights: tuple[int, int], base: int = 0) -> Resource:
    return service(tasks, *weights, base=base if weights[0] else 0)


@settings(max_examples=50, deadline=None)
@given(TASKS, TASKS, WEIGHTS, st.integers(0, 3))
def test_more_tasks_never_cost_less(tasks: int, more: int, weights: tuple[int, int], base: int) -> None:
    fewer = cost_of(the_service(tasks + 1, weights, base), definition()).monthly
    assert fewer <= cost_of(the_service(tasks + 1 + more, weights, base), definition()).monthly


@settings(max_examples=50, deadline=None)
@given(TASKS.filter(bool), WEIGHTS, SIZES, SIZES)
def test_larger_tasks_never_cost_less(
    tasks: int, weights: tuple[int, int], one_size: tuple[int, int], other: tuple[int, int]
) -> None:
    smaller = definition(cpu=str(min(one_size[0], other[0])), memory=str(min(one_size[1], other[1])))
    larger = definition(cpu=str(max(one_size[0], other[0])), memory=str(max(one_size[1], other[1])))
    at = the_service(tasks, weights)
    assert cost_of(at, smaller).monthly <= cost_of(at, larger).monthly


@settings(max_examples=50, deadline=None)
@given(TASKS.filter(bool), WEIGHTS, st.integers(0, 3))
def test_the_split_is_all_of_the_tasks(tasks: int, weights: tuple[int, int], base: int) -> None:
    found = cost_of(the_service(tasks, weights, base), definition())
    for what, size in (("vCPU", D("0.25")), ("memory", D("0.5"))):
        hours = total(each.quantity for each in found.components if each.name.startswith(what))
        assert abs(hours - tasks * size * 730) <= PLACES


@settings(max_examples=50, deadline=None)
@given(TASKS.filter(bool), WEIGHTS, st.integers(0, 3))
def test_spot_is_never_dearer_than_on_demand(tasks: int, weights: tuple[int, int], base: int) -> None:
    split = cost_of(the_service(tasks, weights, base), definition()).monthly
    assert split <= cost_of(the_service(tasks, (1, 0)), definition()).monthly + PLACES


HOUR = st.integers(0, 23)
COUNTS = st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
"""Tasks by day, tasks by night, and how many more by day."""


@settings(max_examples=50, deadline=None)
@given(COUNTS, st.tuples(HOUR, HOUR), st.sampled_from(["*", "MON-FRI", "SUN"]))
def test_off_hours_never_raise_the_price(counts: tuple[int, int, int], hours: tuple[int, int], days: str) -> None:
    tasks, asleep, room = counts
    sleep, wake = hours
    plain = cost_of(service(tasks), definition(), limits(tasks, tasks + room))
    least = min(asleep, tasks)
    night = [
        scheduled("sleep", f"cron(0 {sleep} ? * {days} *)", least, least),
        scheduled("wake", f"cron(30 {wake} ? * {days} *)", tasks, tasks + room),
    ]
    found = cost_of(service(tasks), definition(), limits(tasks, tasks + room), *night)
    assert found.monthly <= plain.monthly
    assert found.low <= found.monthly <= found.high <= plain.high


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 20), st.integers(1, 20), st.integers(0, 20))
def test_expected_lies_between_low_and_high(minimum: int, room: int, average: int) -> None:
    found = cost_of(
        service(minimum),
        definition(),
        limits(minimum, minimum + room),
        intent={"replicas": {"web": average}},
    )
    assert found.low <= found.monthly <= found.high


FIGURES = st.decimals(min_value=0, max_value=10**6, places=2)


@settings(max_examples=50, deadline=None)
@given(FIGURES, FIGURES)
def test_more_usage_never_costs_less(one_figure: Decimal, other: Decimal) -> None:
    def at(figure: Decimal) -> Decimal:
        usage = {"requests": figure, "internet_gb": figure, "log_gb": figure}
        return estimated(*EVERYTHING, intent={"usage": usage}).monthly

    less, more = sorted((one_figure, other))
    assert at(less) <= at(more)


EVERYTHING = (
    service(3, 1, 1),
    definition(),
    one("aws:ec2/natGateway:NatGateway"),
    resource("aws:ec2/vpc:Vpc", "vpc"),
    resource("aws:lb/loadBalancer:LoadBalancer", "balancer", inputs={"subnets": ["a", "b", "c"]}),
    *(resource("aws:cloudwatch/logGroup:LogGroup", f"logs-{at}", inputs={"retentionInDays": 7}) for at in range(7)),
    resource("aws:wafv2/webAcl:WebAcl", "firewall"),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(EVERYTHING), unique_by=lambda each: each.urn), FIGURES)
def test_the_total_is_its_parts(resources: list[Resource], figure: Decimal) -> None:
    found = estimated(*resources, intent={"usage": {"internet_gb": figure, "log_gb": figure}})
    components = [each for one in found.resources for each in one.components]
    assert found.monthly == total(one.monthly for one in found.resources)
    assert found.monthly == total(each.quantity * each.price for each in reversed(components))
    assert found.usage_monthly == total(each.monthly for each in components if each.usage)
    shown = apportioned([one.monthly for one in found.resources])
    assert total(shown) == found.monthly.quantize(D("0.01"))


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 12))
def test_shared_logs_are_all_of_the_logs(groups: int) -> None:
    logs = [resource("aws:cloudwatch/logGroup:LogGroup", f"logs-{at}") for at in range(groups)]
    found = estimated(*logs, intent={"usage": {"log_gb": 5}})
    written = (each.quantity for one in found.resources for each in one.components if each.name == "written")
    assert total(written) == 5
