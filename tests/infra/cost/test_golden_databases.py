"""Databases and their proxies, priced by hand."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pyairtable_infra.plan.model import Resource
from tests.infra.cost.making import HOURS, D, cost_of, one, reasons, usage
from tests.infra.plan.making import resource

RDS = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
AURORA = "aws:rds/clusterInstance:ClusterInstance"
SERVERLESS = resource(
    CLUSTER,
    "main",
    inputs={
        "engine": "aurora-postgresql",
        "serverlessv2ScalingConfiguration": {"minCapacity": 0.5, "maxCapacity": 4},
    },
)


def behind_proxy(instance_class: str) -> list[Resource]:
    """The target of the proxy `way-in`, and the instance that it is."""
    target = {"dbProxyName": "way-in", "dbInstanceIdentifier": "main"}
    return [
        resource("aws:rds/proxyTarget:ProxyTarget", "it", inputs=target),
        resource(RDS, "main", inputs={"engine": "mysql", "instanceClass": instance_class, "identifier": "main"}),
    ]


def database(**inputs: Any) -> Resource:
    given = {"engine": "postgres", "instanceClass": "db.t4g.micro", "allocatedStorage": 20, "storageType": "gp3"}
    return resource(RDS, "it", inputs={**given, "identifier": "main", **inputs})


@pytest.mark.parametrize(
    ("resources", "figures", "monthly"),
    [
        pytest.param([database()], {}, HOURS * D("0.016") + 20 * D("0.115"), id="single-AZ"),
        pytest.param(
            [database(manageMasterUserPassword=True)],
            {},
            HOURS * D("0.016") + 20 * D("0.115") + D("0.40"),
            id="RDS keeps the master's password in a secret",
        ),
        pytest.param(
            [database(instanceClass="db.t4g.small", multiAz=True)],
            {},
            HOURS * D("0.065") + 20 * D("0.23"),
            id="multi-AZ has a row of its own: 0.065 is not twice 0.032",
        ),
        pytest.param(
            [database(engineVersion="13.14")],
            {},
            HOURS * (D("0.016") + 2 * D("0.10")) + 20 * D("0.115"),
            id="Extended Support of two vCPUs",
        ),
        pytest.param(
            [database(engineVersion="12", multiAz=True, instanceClass="db.m7g.xlarge")],
            {},
            HOURS * (D("0.674") + 2 * 4 * D("0.10")) + 20 * D("0.23"),
            id="Extended Support of four vCPUs in each of two zones",
        ),
        pytest.param(
            [database(engineVersion="13", engineLifecycleSupport="open-source-rds-extended-support-disabled")],
            {},
            HOURS * D("0.016") + 20 * D("0.115"),
            id="no Extended Support, so AWS upgrades it",
        ),
        pytest.param(
            [database(allocatedStorage=400, iops=13000, instanceClass="db.m7g.large")],
            {},
            HOURS * D("0.168") + 400 * D("0.115") + 1000 * D("0.02"),
            id="gp3 from 400 GB includes 12,000 IOPS",
        ),
        pytest.param(
            [database(storageType="io1", iops=1000)],
            {},
            HOURS * D("0.016") + 20 * D("0.125") + 1000 * D("0.10"),
            id="io1",
        ),
        pytest.param(
            [database(storageType="gp2")],
            {"backup_gb": 30},
            HOURS * D("0.016") + 20 * D("0.115") + 10 * D("0.095"),
            id="backups beyond the size of the storage",
        ),
        pytest.param([database()], {"backup_gb": 20}, HOURS * D("0.016") + 20 * D("0.115"), id="free backups"),
        pytest.param(
            [
                resource(RDS, "it", inputs={"replicateSourceDb": "source", "instanceClass": "db.t4g.small"}),
                resource(RDS, "s", inputs={"engine": "postgres", "allocatedStorage": 20, "identifier": "source"}),
            ],
            {},
            HOURS * D("0.032") + 20 * D("0.115"),
            id="a replica takes engine and size from its source",
        ),
        pytest.param(
            [one(AURORA, clusterIdentifier="main-id", instanceClass="db.serverless"), SERVERLESS],
            {},
            HOURS * D("0.5") * D("0.12"),
            id="Aurora Serverless at its minimum",
        ),
        pytest.param(
            [one(AURORA, clusterIdentifier="main-id", instanceClass="db.serverless"), SERVERLESS],
            {"average_acu": 2},
            HOURS * 2 * D("0.12"),
            id="Aurora Serverless at two units",
        ),
        pytest.param(
            [one(AURORA, clusterIdentifier="main-id", instanceClass="db.t4g.medium"), SERVERLESS],
            {},
            HOURS * D("0.073"),
            id="an Aurora instance",
        ),
        pytest.param(
            [one(CLUSTER, engine="aurora-postgresql")],
            {"storage_gb": 50, "io_requests": 10_000_000, "backup_gb": 5},
            50 * D("0.10") + 10 * D("0.20") + 5 * D("0.021"),
            id="the storage of Aurora",
        ),
        pytest.param([one("aws:rds/proxy:Proxy")], {}, 2 * HOURS * D("0.015"), id="a proxy has at least two vCPU"),
        pytest.param(
            [one("aws:rds/proxy:Proxy", name="way-in"), *behind_proxy("db.t4g.micro")],
            {},
            2 * HOURS * D("0.015"),
            id="a proxy of a small instance has two vCPU too",
        ),
        pytest.param(
            [one("aws:rds/proxy:Proxy", name="way-in"), *behind_proxy("db.r8g.2xlarge")],
            {},
            8 * HOURS * D("0.015"),
            id="a proxy costs as many vCPU as its instance has",
        ),
    ],
)
def test_by_hand(resources: list[Resource], figures: dict[str, Any], monthly: Decimal) -> None:
    assert cost_of(*resources, intent=usage(**figures)).monthly == monthly


def call(name: str, action: str, expression: str) -> Resource:
    kind = "Cluster" if action.endswith("Cluster") else "Instance"
    target = {"arn": f"arn:aws:scheduler:::aws-sdk:rds:{action}", "input": f'{{"Db{kind}Identifier": "main"}}'}
    inputs = {"scheduleExpression": expression, "target": target}
    return resource("aws:scheduler/schedule:Schedule", name, inputs=inputs)


def test_a_database_that_is_stopped_at_night_pays_for_its_storage_all_month() -> None:
    night = [
        call("stop", "stopDBInstance", "cron(0 20 * * ? *)"),
        call("start", "startDBInstance", "cron(0 8 * * ? *)"),
    ]
    assert cost_of(database(), *night).monthly == HOURS / 2 * D("0.016") + 20 * D("0.115")


@pytest.mark.parametrize(
    ("instance_class", "figures", "an_hour"),
    [
        ("db.serverless", {"average_acu": 2}, 2 * D("0.12")),
        ("db.serverless", {}, D("0.5") * D("0.12")),
        ("db.t4g.medium", {}, D("0.073")),
    ],
)
def test_the_instances_of_a_cluster_sleep_with_it(
    instance_class: str, figures: dict[str, Any], an_hour: Decimal
) -> None:
    week = [
        call("stop", "stopDBCluster", "cron(15 19 ? * MON-FRI *)"),
        call("start", "startDBCluster", "cron(45 8 ? * MON-FRI *)"),
    ]
    cluster = replace(SERVERLESS, inputs={**SERVERLESS.inputs, "clusterIdentifier": "main"})
    found = cost_of(
        one(AURORA, clusterIdentifier="main-id", instanceClass=instance_class), cluster, *week, intent=usage(**figures)
    )
    assert found.monthly == pytest.approx(HOURS * D("52.5") / 168 * an_hour), "10.5 hours of five days"


def test_a_database_that_nobody_starts_again_is_started_by_aws() -> None:
    stop = call("stop", "stopDBInstance", "cron(0 20 * * ? *)")
    assert cost_of(database(), stop).monthly == cost_of(database()).monthly


@pytest.mark.parametrize(
    ("resources", "reason"),
    [
        ([database(engine="mysql")], "the price book has no prices of RDS for mysql"),
        (
            [database(storageThroughput=600)],
            "the throughput of RDS gp3 storage has no citable price",
        ),
        (
            [database(storageType="io1", multiAz=True, iops=1000)],
            "io1 storage of RDS in several zones has no citable price; "
            "io1 IOPS of RDS in several zones have no citable price",
        ),
        (
            [database(instanceClass="db.x2g.large")],
            "the price book of us-east-1 has no price for rds-postgresql/db.x2g.large single-AZ",
        ),
        ([database(allocatedStorage=0)], "the size of its storage is its snapshot's and is not known"),
        ([one(CLUSTER, engine="aurora-mysql")], "the price book has no prices of a cluster of aurora-mysql"),
        (
            [one(CLUSTER, engine="aurora-postgresql", storageType="aurora-iopt1")],
            "storage of Aurora I/O-Optimized has no citable price",
        ),
        (
            [
                one("aws:rds/proxy:Proxy", name="way-in"),
                resource(
                    "aws:rds/proxyTarget:ProxyTarget",
                    "it",
                    inputs={"dbProxyName": "way-in", "dbClusterIdentifier": "main"},
                ),
            ],
            "the price book has no prices of a proxy of capacity units, nor of one whose instance is not known",
        ),
    ],
)
def test_what_has_no_citable_price_is_unpriced(resources: list[Resource], reason: str) -> None:
    assert reasons(*resources) == reason


def test_extended_support_from_the_third_year_on_is_unpriced() -> None:
    assert reasons(database(engineVersion="11.22")) == (
        "Extended Support of RDS has no citable price from its third year on"
    )
    assert reasons(database(engineVersion="16.4")) == ""
    assert reasons(database(engineVersion="13", instanceClass="db.m5.16xlarge")).endswith(
        "how many vCPUs db.m5.16xlarge has, which Extended Support is charged by, is not known here"
    )


def test_an_old_aurora_has_extended_support_by_its_cluster() -> None:
    def instance(lifecycle: str) -> Decimal:
        inputs = {"engine": "aurora-postgresql", "engineVersion": "13.9", "engineLifecycleSupport": lifecycle}
        owner = resource(CLUSTER, "main", inputs=inputs, outputs={"clusterIdentifier": "main-id"})
        return cost_of(
            one(AURORA, engine="aurora-postgresql", instanceClass="db.r6g.large", clusterIdentifier="main-id"), owner
        ).monthly

    disabled = "open-source-rds-extended-support-disabled"
    assert instance("open-source-rds-extended-support") - instance(disabled) == HOURS * 2 * D("0.10")
