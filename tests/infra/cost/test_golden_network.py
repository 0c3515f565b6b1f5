"""Network, edge, logs and keys, priced by hand."""

from decimal import Decimal
from typing import Any

import pytest

from pyairtable_infra.plan.model import UNKNOWN, Resource
from tests.infra.cost.making import HOURS, D, cost_of, estimated, one, reasons, usage
from tests.infra.plan.making import resource

IPV4 = HOURS * D("0.005")
ALB = HOURS * D("0.0225")
BALANCER = "aws:lb/loadBalancer:LoadBalancer"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
LOGS = "aws:cloudwatch/logGroup:LogGroup"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CHECK = "aws:route53/healthCheck:HealthCheck"
MONTH = D(365) / 12
"""Days."""


def environment(**figures: Any) -> dict[str, Any]:
    return {"usage": figures}


@pytest.mark.parametrize(
    ("resources", "intent", "monthly"),
    [
        pytest.param([one("aws:ec2/natGateway:NatGateway")], {}, HOURS * D("0.045"), id="a NAT gateway is 32.85"),
        pytest.param(
            [one("aws:ec2/natGateway:NatGateway"), resource("aws:ec2/natGateway:NatGateway", "other")],
            environment(nat_gb=100),
            HOURS * D("0.045") + 50 * D("0.045"),
            id="two NAT gateways share the data",
        ),
        pytest.param([one("aws:ec2/eip:Eip")], {}, D("3.65"), id="an address"),
        pytest.param([one("aws:ec2/eip:Eip", publicIpv4Pool="amazon")], {}, D("3.65"), id="an address of Amazon"),
        pytest.param(
            [one(ENDPOINT, vpcEndpointType="Interface", subnetIds=["a", "b"])], {}, 2 * D("7.30"), id="two zones"
        ),
        pytest.param(
            [one(ENDPOINT, vpcEndpointType="Interface", subnetIds=["a"])],
            usage(gb=10),
            D("7.30") + 10 * D("0.01"),
            id="an endpoint and its data",
        ),
        pytest.param(
            [one(ENDPOINT, vpcEndpointType="GatewayLoadBalancer", subnetIds=["a"])],
            usage(gb=10),
            D("7.30") + 10 * D("0.0035"),
            id="an endpoint of a gateway load balancer",
        ),
        pytest.param([one(BALANCER, internal=True, subnets=["a", "b"])], {}, ALB, id="an internal ALB is 16.425"),
        pytest.param([one(BALANCER, subnets=["a", "b"])], {}, ALB + 2 * IPV4, id="a public ALB in two zones"),
        pytest.param(
            [one(BALANCER, subnets=["a", "b", "c"])],
            environment(internet_gb=100, requests=10_000_000),
            ALB + 3 * IPV4 + D("111.111111") * D("0.008") + 100 * D("0.09"),
            id="capacity by new connections",
        ),
        pytest.param(
            [one(BALANCER, subnets=["a"])],
            environment(internet_gb=200, requests=10_000_000),
            ALB + IPV4 + 200 * D("0.008") + 200 * D("0.09"),
            id="capacity by gigabytes",
        ),
        pytest.param([one(BALANCER, internal=True, loadBalancerType="network")], {}, HOURS * D("0.0225"), id="an NLB"),
        pytest.param(
            [one(BALANCER, loadBalancerType="network", subnetMappings=[{"subnetId": "a"}, {"allocationId": "e"}])],
            {},
            HOURS * D("0.0225") + IPV4,
            id="an NLB with one address of its own, which is charged there",
        ),
        pytest.param([one(BALANCER, loadBalancerType="gateway")], {}, HOURS * D("0.0125"), id="a GLB"),
        pytest.param([one("aws:elb/loadBalancer:LoadBalancer", internal=True)], {}, HOURS * D("0.025"), id="Classic"),
        pytest.param(
            [one(BALANCER, internal=False, subnets=["a"])],
            environment(internet_gb=11 * 1024),
            ALB + IPV4 + 11264 * D("0.008") + 10240 * D("0.09") + 1024 * D("0.085"),
            id="the second tier to the internet",
        ),
        pytest.param([one("aws:alb/loadBalancer:LoadBalancer", internal=True)], {}, ALB, id="an ALB's other name"),
        pytest.param([one("aws:kms/replicaKey:ReplicaKey")], {}, D(1), id="a replica of a key"),
        pytest.param([one("aws:kms/externalKey:ExternalKey")], {}, D(1), id="a key of one's own material"),
        pytest.param(
            [one("aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace")], {}, D("0.50"), id="a public namespace"
        ),
        pytest.param([one("aws:kms/key:Key")], usage(requests=20_000), D(1) + D("0.02") * 3, id="a key and requests"),
        pytest.param(
            [one("aws:kms/key:Key", customerMasterKeySpec="ECC_NIST_P256")],
            usage(requests=1_000_000),
            D(1) + D(15),
            id="an asymmetric key",
        ),
        pytest.param(
            [one(LOGS, retentionInDays=30)],
            environment(log_gb=10),
            10 * D("0.50") + (10 * 30 / MONTH).quantize(D("0.000001")) * D("0.03"),
            id="logs kept for a month",
        ),
        pytest.param(
            [one(LOGS, retentionInDays=30), resource(LOGS, "b"), resource(LOGS, "c"), resource(LOGS, "d")],
            environment(log_gb=10),
            D("2.5") * D("0.50") + (D("2.5") * 30 / MONTH).quantize(D("0.000001")) * D("0.03"),
            id="four groups share the logs",
        ),
        pytest.param(
            [one(LOGS)],
            usage(gb=1),
            D("0.50") + 12 * D("0.03"),
            id="logs for ever: what a year has gathered",
        ),
        pytest.param(
            [one(LOGS, retentionInDays=365, logGroupClass="INFREQUENT_ACCESS")],
            usage(gb=1),
            D("0.25") + 12 * D("0.03"),
            id="infrequent access",
        ),
        pytest.param([one(ALARM, period=60)], {}, D("0.10"), id="an alarm"),
        pytest.param([one(ALARM, period=10)], {}, D("0.30"), id="an alarm of high resolution"),
        pytest.param(
            [
                one(
                    ALARM,
                    metricQueries=[{"metric": {"period": 60}}, {"metric": {"period": 300}}, {"expression": "a/b"}],
                )
            ],
            {},
            2 * D("0.10"),
            id="an alarm on two metrics",
        ),
        pytest.param(
            [one(ALARM, thresholdMetricId="band", metricQueries=[{"metric": {"period": 60}}, {"expression": "band"}])],
            {},
            3 * D("0.10"),
            id="anomaly detection",
        ),
        pytest.param([one("aws:cloudwatch/compositeAlarm:CompositeAlarm")], {}, D("0.50"), id="composite"),
        pytest.param([one("aws:cloudwatch/dashboard:Dashboard")], {}, D(3), id="a dashboard"),
        pytest.param([one("aws:cloudwatch/logMetricFilter:LogMetricFilter")], {}, D("0.30"), id="a custom metric"),
        pytest.param(
            [one("aws:cloudwatch/metricStream:MetricStream")], usage(updates=2_000_000), 2 * D(3), id="a metric stream"
        ),
        pytest.param([one("aws:synthetics/canary:Canary")], usage(runs=1000), D("1.2"), id="a canary"),
        pytest.param([one("aws:route53/zone:Zone")], usage(queries=2_000_000), D("0.50") + 2 * D("0.40"), id="a zone"),
        pytest.param(
            [one("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace")], {}, D("0.50"), id="a namespace"
        ),
        pytest.param([one(CHECK, type="HTTP")], {}, D("0.75"), id="a health check"),
        pytest.param(
            [one(CHECK, type="HTTPS_STR_MATCH", requestInterval=10, measureLatency=True)],
            {},
            D("0.75") + 4 * D(2),
            id="a health check with four options",
        ),
        pytest.param([one(CHECK, type="CALCULATED")], {}, D("0.50"), id="a calculated health check"),
        pytest.param(
            [one("aws:route53/resolverEndpoint:ResolverEndpoint", ipAddresses=[{}, {}])],
            {},
            2 * HOURS * D("0.125"),
            id="a resolver endpoint",
        ),
        pytest.param(
            [one("aws:wafv2/webAcl:WebAcl", rules=[{"statement": {}}] * 3)],
            environment(requests=10_000_000),
            D(5) + 3 * D(1) + 10 * D("0.60"),
            id="the firewall of prod is 8 a month and 6 for its requests",
        ),
        pytest.param(
            [
                one(
                    "aws:wafv2/webAcl:WebAcl",
                    rules=[{"statement": {"managedRuleGroupStatement": {"name": "AWSManagedRulesBotControlRuleSet"}}}],
                )
            ],
            {},
            D(5) + D(1) + D(10),
            id="bot control",
        ),
        pytest.param(
            [one("aws:ec2/vpc:Vpc")],
            environment(between_zones_gb=10),
            10 * 2 * D("0.01"),
            id="between zones, both ways",
        ),
        pytest.param(
            [one("aws:scheduler/schedule:Schedule", scheduleExpression="rate(1 minute)")], {}, D(0), id="free runs"
        ),
        pytest.param(
            [one("aws:globalaccelerator/accelerator:Accelerator")], {}, HOURS * D("0.025"), id="an accelerator"
        ),
        pytest.param(
            [one("aws:cloudfront/distribution:Distribution")],
            usage(gb=100, requests=1_000_000),
            100 * D("0.085") + D(1),
            id="CloudFront",
        ),
        pytest.param(
            [one("aws:apigateway/restApi:RestApi")],
            usage(requests=400_000_000),
            333 * D("3.50") + 67 * D("2.80"),
            id="a REST API over its first tier",
        ),
        pytest.param([one("aws:apigatewayv2/api:Api")], usage(requests=2_000_000), D(2), id="an HTTP API"),
    ],
)
def test_by_hand(resources: list[Resource], intent: dict[str, Any], monthly: Decimal) -> None:
    found = {each.urn: each.monthly for each in estimated(*resources, intent=intent).resources}
    assert found.get(resources[0].urn, D(0)) == monthly


def test_flow_logs_are_charged_as_vended_logs_where_they_arrive() -> None:
    arn = "arn:aws:logs:us-east-1:123456789012:log-group:flow"
    group = resource(LOGS, "it", inputs={"retentionInDays": 365}, outputs={"arn": arn})
    flow = one("aws:ec2/flowLog:FlowLog", logDestination=arn)
    other = resource(LOGS, "other", inputs={"retentionInDays": 365})
    found = cost_of(group, flow, other, intent={"usage": {"log_gb": 10, "resources": {"it": {"gb": 4}}}})
    assert found.monthly == 4 * D("0.50") + 48 * D("0.03")
    rest = cost_of(other, group, flow, intent={"usage": {"log_gb": 10}})
    assert rest.monthly == 10 * D("0.50") + 120 * D("0.03"), "applications write all of log_gb"


def test_the_replicas_of_zones_do_not_matter_to_a_gateway_endpoint() -> None:
    assert estimated(one(ENDPOINT, vpcEndpointType="Gateway")).free == 1


def test_cloud_map_is_free_for_ecs_and_unpriced_for_others() -> None:
    discovery = resource("aws:servicediscovery/service:Service", "it", outputs={"arn": "arn:discovery"})
    registered = one("aws:ecs/service:Service", serviceRegistries={"registryArn": "arn:discovery"}, launchType="EC2")
    assert reasons(discovery, registered) == ""
    assert reasons(discovery) == "AWS Cloud Map has no citable price"


def insights(level: str) -> Resource:
    settings = [{"name": "containerInsights", "value": level}]
    return resource("aws:ecs/cluster:Cluster", "it", inputs={"settings": settings}, outputs={"arn": "arn:cluster"})


def on_ec2(name: str, tasks: int) -> Resource:
    given = {"cluster": "arn:cluster", "launchType": "EC2", "desiredCount": tasks}
    return resource("aws:ecs/service:Service", name, inputs=given)


def test_container_insights_are_metrics_and_events() -> None:
    """11 metrics of the cluster and 21 of each service that runs; an event of 1 KB a minute of each thing."""
    found = cost_of(insights("enabled"), on_ec2("a", 3), on_ec2("b", 1), on_ec2("asleep", 0))
    events = 1 + 2 + 2 * 4
    assert found.monthly == (11 + 2 * 21) * D("0.30") + events * D("0.0438") * D("0.50")
    assert cost_of(insights("enabled")).monthly == 0, "nothing runs"


def test_container_insights_are_unpriced_where_enhanced_and_nothing_where_off() -> None:
    assert reasons(insights("enhanced")) == (
        "how many metrics enhanced Container Insights adds for each task and container, and what one costs, "
        "has no citable source"
    )
    assert reasons(insights("disabled")) == ""


def test_a_schedule_that_aws_would_refuse_is_unpriced() -> None:
    assert reasons(one("aws:scheduler/schedule:Schedule", scheduleExpression=UNKNOWN)).startswith(
        "how often it runs is not known: "
    )
