"""The JSON of the dashboard of costs, worked out without Pulumi.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
"""

import json
from collections.abc import Sequence
from typing import Any

_WIDTH, _HEIGHT = 12, 6
_DAY = 86400


def body(namespace: str, region: str, environments: Sequence[str]) -> str:
    """Spend against budget, by service, Spot share and waste, of each environment.

    Args:
        namespace: Where `CostOptimizer` puts its metrics.
        region: The region of the metrics.
        environments: The environments.
    """
    widgets = [
        _widget(
            f"{environment}: this month against its budget, USD",
            region,
            [
                [namespace, "SpentUsd", "Environment", environment, {"label": "spent"}],
                [namespace, "ProjectedUsd", "Environment", environment, {"label": "at this rate"}],
                [namespace, "BudgetUsd", "Environment", environment, {"label": "budget"}],
            ],
        )
        for environment in environments
    ]
    widgets += [
        _widget(f"{one}: by service, USD", region, [[{"expression": _by_service(namespace, one)}]], stacked=True)
        for one in environments
    ]
    shared = (("Share of Fargate on Spot, %", "SpotPercent"), ("Could be saved in a month, USD", "WasteUsd"))
    for title, metric in shared:
        lines = [[namespace, metric, "Environment", one, {"label": one}] for one in environments]
        widgets.append(_widget(title, region, lines))
    return json.dumps({"widgets": _placed(widgets)}, sort_keys=True)


def _by_service(namespace: str, environment: str) -> str:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html."""
    wanted = f'{{"{namespace}",Environment,Service}} MetricName="SpentUsd" Environment="{environment}"'
    return f"SEARCH('{wanted}', 'Maximum', {_DAY})"


def _widget(title: str, region: str, metrics: Sequence[Any], *, stacked: bool = False) -> dict[str, Any]:
    properties = {
        "title": title,
        "region": region,
        "metrics": metrics,
        "period": _DAY,
        "stat": "Maximum",
        "stacked": stacked,
        "view": "timeSeries",
        "yAxis": {"left": {"min": 0}},
    }
    return {"type": "metric", "width": _WIDTH, "height": _HEIGHT, "properties": properties}


def _placed(widgets: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two in a row."""
    return [{**widget, "x": index % 2 * _WIDTH, "y": index // 2 * _HEIGHT} for index, widget in enumerate(widgets)]
