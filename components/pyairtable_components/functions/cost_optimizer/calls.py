"""The calls that read what an environment spends and could save, and that tell CloudWatch; each a bounded number."""

from collections.abc import Callable
from typing import Any

from pyairtable_components.functions.spending import GLOBAL, MOST_PAGES, Period

Answers = list[dict[str, Any]]


class Costs:
    """What AWS knows of the costs of an environment."""

    def __init__(self, clients: Any, environment: str) -> None:
        self._ce = clients.client("ce", GLOBAL)
        self._optimizer = clients.client("compute-optimizer")
        self._hub = clients.client("cost-optimization-hub", GLOBAL)
        self._cloudwatch = clients.client("cloudwatch")
        self._environment = environment

    def spending(self, period: Period) -> Answers:
        """What was spent, by the tag Service and by type of usage."""
        return _pages(
            lambda **page: self._ce.get_cost_and_usage(
                TimePeriod=period.asked(),
                Granularity="MONTHLY",
                Metrics=["UnblendedCost", "UsageQuantity"],
                Filter={"Tags": {"Key": "Environment", "Values": [self._environment], "MatchOptions": ["EQUALS"]}},
                GroupBy=[{"Type": "TAG", "Key": "Service"}, {"Type": "DIMENSION", "Key": "USAGE_TYPE"}],
                **page,
            ),
            "NextPageToken",
            "NextPageToken",
        )

    def services(self) -> Answers:
        """What Compute Optimizer says of ECS services."""
        return _pages(self._optimizer.get_ecs_service_recommendations)

    def databases(self) -> Answers:
        """What Compute Optimizer says of databases."""
        return _pages(self._optimizer.get_rds_database_recommendations)

    def idle(self) -> Answers:
        """What Compute Optimizer calls idle."""
        return _pages(self._optimizer.get_idle_recommendations)

    def hub(self) -> Answers:
        """What Cost Optimization Hub recommends for the environment."""
        only = {"tags": [{"key": "Environment", "value": self._environment}]}
        return _pages(lambda **page: self._hub.list_recommendations(filter=only, **page))

    def measure(self, namespace: str, data: Answers) -> None:
        """Tell CloudWatch; it takes 1,000 metrics at once.

        https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
        """
        self._cloudwatch.put_metric_data(Namespace=namespace, MetricData=data[:1000])


def _pages(call: Callable[..., dict[str, Any]], asked: str = "nextToken", told: str = "nextToken") -> Answers:
    """The first pages of an answer: never more than `MOST_PAGES`."""
    answers: Answers = []
    page: dict[str, str] = {}
    while len(answers) < MOST_PAGES:
        answers.append(call(**page))
        token = answers[-1].get(told)
        if not token:
            break
        page = {asked: token}
    return answers
