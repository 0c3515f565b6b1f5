"""Amazon CloudWatch: logs, metrics, alarms, dashboards.

https://aws.amazon.com/cloudwatch/pricing/
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject
from pyairtable_infra.plan.model import Resource

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
FLOW_LOG = "aws:ec2/flowLog:FlowLog"
FUNCTION = "aws:lambda/function:Function"
DAYS_OF_MONTH = Decimal(365) / 12
FOR_EVER = 365
"""Days taken for a group that keeps its logs for ever: what a year has gathered."""

SHORT_PERIOD = 60
METRICS_OF_ANOMALY = 3
"""The metric and the two ends of its band."""

PRICES = (
    "cloudwatch/logs ingestion, standard class",
    "cloudwatch/logs ingestion, infrequent access class",
    "cloudwatch/logs storage",
    "cloudwatch/vended logs to CloudWatch, first 10 TB",
    "cloudwatch/alarm, standard resolution metric",
    "cloudwatch/alarm, high resolution metric",
    "cloudwatch/composite alarm",
    "cloudwatch/custom metric, first 10000",
    "cloudwatch/metric stream updates",
    "cloudwatch/Synthetics canary run",
    "cloudwatch/dashboard over 3",
)


def log_group(subject: Subject) -> Iterator[Line]:
    """A log group: what is written to it, and what it keeps; stored logs are taken as not compressed."""
    gigabytes = subject.usage("gb", _part(subject))
    infrequent = subject.text("logGroupClass") == "INFREQUENT_ACCESS"
    key = "infrequent access class" if infrequent else "standard class"
    vended = any(subject.users(FLOW_LOG, "logDestination"))
    source = "vended logs to CloudWatch, first 10 TB" if vended else f"logs ingestion, {key}"
    yield subject.priced("written", f"cloudwatch/{source}", gigabytes, usage=True)
    days = subject.number("retentionInDays") or Decimal(FOR_EVER)
    kept = gigabytes * days / DAYS_OF_MONTH
    yield subject.priced("kept", "cloudwatch/logs storage", kept, usage=True)


def _part(subject: Subject) -> Decimal:
    """Its part of the environment's logs: the groups that applications write to share them."""
    joins = subject.world.neighbours

    def written() -> list[Resource]:
        return [one for one in subject.all(LOG_GROUP) if not joins.users(one, FLOW_LOG, "logDestination")]

    return subject.world.parts("log_gb", written).get(subject.resource.urn, Decimal(0))


def alarm(subject: Subject) -> Iterator[Line]:
    """An alarm costs for each metric that it looks at; anomaly detection looks at three.

    The ten alarms that are free for an account are not taken off.
    """
    queries = [each for each in subject.inputs.get("metricQueries") or () if isinstance(each, Mapping)]
    metrics = sum("metric" in each for each in queries) or 1
    if subject.inputs.get("thresholdMetricId"):
        metrics *= METRICS_OF_ANOMALY
    periods = [subject.number("period", SHORT_PERIOD)]
    periods += [Decimal(str(each["metric"].get("period", SHORT_PERIOD))) for each in queries if "metric" in each]
    fast = min(periods) < SHORT_PERIOD
    key = "high resolution metric" if fast else "standard resolution metric"
    yield subject.priced("metrics of the alarm", f"cloudwatch/alarm, {key}", metrics)


def composite(subject: Subject) -> Iterator[Line]:
    """An alarm over other alarms."""
    yield subject.priced("composite alarm", "cloudwatch/composite alarm", 1)


def metric_filter(subject: Subject) -> Iterator[Line]:
    """A filter makes one metric; with dimensions it makes one for each combination that occurs."""
    metrics = subject.usage("metrics", Decimal(1))
    yield subject.priced("custom metric", "cloudwatch/custom metric, first 10000", metrics)


def dashboard(subject: Subject) -> Iterator[Line]:
    """A dashboard; the three that are free for an account are not taken off."""
    yield subject.priced("dashboard", "cloudwatch/dashboard over 3", 1)


def metric_stream(subject: Subject) -> Iterator[Line]:
    """A stream of metrics."""
    yield subject.used("metric updates", "cloudwatch/metric stream updates", "updates", 1_000_000)


def canary(subject: Subject) -> Iterator[Line]:
    """A canary's runs."""
    yield subject.used("runs", "cloudwatch/Synthetics canary run", "runs")


RULES: Mapping[str, Rule] = {
    LOG_GROUP: log_group,
    "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": composite,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": metric_filter,
    "aws:cloudwatch/dashboard:Dashboard": dashboard,
    "aws:cloudwatch/metricStream:MetricStream": metric_stream,
    "aws:synthetics/canary:Canary": canary,
}
FREE = (
    FLOW_LOG,  # what it delivers is charged where it arrives
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:cloudwatch/logStream:LogStream",
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
    "aws:cloudwatch/queryDefinition:QueryDefinition",
)
