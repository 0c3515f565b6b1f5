"""Caches, buckets, messages and what governs, priced by hand."""

from decimal import Decimal
from typing import Any

import pytest

from pyairtable_infra.plan.model import Resource
from tests.infra.cost.making import HOURS, D, cost_of, one, reasons, usage
from tests.infra.plan.making import resource

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
BUCKET = "aws:s3/bucket:Bucket"
TABLE = "aws:dynamodb/table:Table"


@pytest.mark.parametrize(
    ("resources", "figures", "monthly"),
    [
        pytest.param(
            [one(GROUP, engine="valkey", nodeType="cache.t4g.micro", numCacheClusters=2)],
            {},
            2 * HOURS * D("0.0128"),
            id="two Valkey nodes",
        ),
        pytest.param(
            [one(GROUP, engine="redis", nodeType="cache.t4g.micro", numNodeGroups=2, replicasPerNodeGroup=1)],
            {},
            4 * HOURS * D("0.016"),
            id="two shards of Redis with a replica each",
        ),
        pytest.param(
            [one(GROUP, engine="valkey", nodeType="cache.t4g.micro", snapshotRetentionLimit=7)],
            {"backup_gb": 3},
            HOURS * D("0.0128") + 3 * D("0.085"),
            id="snapshots of a cache",
        ),
        pytest.param(
            [one("aws:elasticache/cluster:Cluster", engine="redis", nodeType="cache.t4g.small", numCacheNodes=1)],
            {},
            HOURS * D("0.032"),
            id="one node",
        ),
        pytest.param(
            [one("aws:elasticache/serverlessCache:ServerlessCache", engine="valkey")],
            {"storage_gb": 1, "ecpus": 5_000_000},
            HOURS * D("0.084") + 5 * D("0.0023"),
            id="a serverless cache",
        ),
        pytest.param(
            [one("aws:elasticache/serverlessCache:ServerlessCache", engine="valkey")],
            {},
            HOURS * D("0.1") * D("0.084"),
            id="a serverless cache is charged for 100 MB at least",
        ),
        pytest.param(
            [one("aws:secretsmanager/secret:Secret", replicas=[{"region": "us-west-2"}])],
            {"requests": 720},
            2 * D("0.40") + D("0.00072") * 5,
            id="a secret and its replica, read once an hour",
        ),
        pytest.param([one("aws:ssm/parameter:Parameter", tier="Advanced")], {}, D("0.05"), id="an advanced parameter"),
        pytest.param([one("aws:ecr/repository:Repository")], {"storage_gb": 12}, 12 * D("0.10"), id="images"),
        pytest.param(
            [one("aws:ecr/replicationConfiguration:ReplicationConfiguration")],
            {"replicated_gb": 5},
            5 * D("0.02"),
            id="images that travel",
        ),
        pytest.param(
            [one(BUCKET)],
            {"storage_gb": 100, "writes": 1000, "reads": 10_000},
            100 * D("0.023") + D("0.001") * 5 + D("0.01") * D("0.4"),
            id="a bucket",
        ),
        pytest.param(
            [one(BUCKET)], {"storage_gb": 52_000}, 51_200 * D("0.023") + 800 * D("0.022"), id="a bucket over 50 TB"
        ),
        pytest.param(
            [one(BUCKET)],
            {"infrequent_gb": 100, "retrieved_gb": 10, "glacier_instant_gb": 1000},
            100 * D("0.0125") + 10 * D("0.01") + 1000 * D("0.004"),
            id="colder storage",
        ),
        pytest.param(
            [one("aws:s3/bucketReplicationConfig:BucketReplicationConfig")],
            {"replicated_gb": 50},
            50 * D("0.02"),
            id="replication to another region",
        ),
        pytest.param(
            [one(TABLE, billingMode="PAY_PER_REQUEST", pointInTimeRecovery={"enabled": True})],
            {"reads": 4_000_000, "writes": 2_000_000, "storage_gb": 10},
            4 * D("0.125") + 2 * D("0.625") + 10 * D("0.25") + 10 * D("0.20"),
            id="a table on demand with point-in-time recovery",
        ),
        pytest.param(
            [one(TABLE, readCapacity=10, writeCapacity=5)],
            {},
            HOURS * (10 * D("0.00013") + 5 * D("0.00065")),
            id="a table with capacity of its own",
        ),
        pytest.param([one("aws:sqs/queue:Queue")], {"requests": 5_000_000}, 5 * D("0.40"), id="a queue"),
        pytest.param(
            [one("aws:sqs/queue:Queue", fifoQueue=True)], {"requests": 5_000_000}, 5 * D("0.50"), id="a FIFO queue"
        ),
        pytest.param([one("aws:sns/topic:Topic")], {"requests": 2_000_000}, 2 * D("0.50"), id="a topic"),
        pytest.param(
            [one("aws:sns/topicSubscription:TopicSubscription", protocol="email")],
            {"deliveries": 1000},
            D("0.001") * 20,
            id="a thousand e-mails",
        ),
        pytest.param([one("aws:cloudwatch/eventBus:EventBus")], {"events": 3_000_000}, D(3), id="events of one's own"),
        pytest.param([one("aws:cloudwatch/eventArchive:EventArchive")], {"storage_gb": 10}, D("0.23"), id="an archive"),
        pytest.param([one("aws:pipes/pipe:Pipe")], {"requests": 1_000_000}, D("0.40"), id="a pipe"),
        pytest.param(
            [one("aws:sfn/stateMachine:StateMachine")], {"transitions": 4000}, D("0.10"), id="state transitions"
        ),
        pytest.param(
            [one("aws:sfn/stateMachine:StateMachine", type="EXPRESS")],
            {"requests": 1_000_000, "gb_seconds": 100_000},
            D(1) + 100_000 * D("0.00001667"),
            id="an express state machine",
        ),
        pytest.param(
            [one("aws:cloudtrail/trail:Trail", eventSelectors=[{}])], {"data_events": 5_000_000}, D(5), id="data events"
        ),
        pytest.param([one("aws:cfg/recorder:Recorder")], {"items": 1000}, D(3), id="configuration items"),
        pytest.param(
            [one("aws:cfg/rule:Rule")],
            {"evaluations": 150_000},
            100_000 * D("0.001") + 50_000 * D("0.0008"),
            id="rule evaluations over their first tier",
        ),
        pytest.param(
            [one("aws:guardduty/detector:Detector")],
            {"management_events": 1_000_000, "log_gb": 10, "data_events": 1_000_000},
            D(4) + 10 * D(1) + D("0.80"),
            id="GuardDuty",
        ),
        pytest.param([one("aws:securityhub/account:Account")], {"checks": 1000}, D(1), id="Security Hub"),
        pytest.param(
            [one("aws:efs/fileSystem:FileSystem")],
            {"storage_gb": 10, "infrequent_gb": 10},
            10 * D("0.30") + 10 * D("0.025"),
            id="a file system",
        ),
        pytest.param([one("aws:rds/snapshot:Snapshot")], {"backup_gb": 10}, 10 * D("0.095"), id="a snapshot of RDS"),
        pytest.param(
            [one("aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication")],
            {"backup_gb": 20},
            20 * D("0.095"),
            id="backups in another region",
        ),
        pytest.param([one("aws:ebs/snapshotCopy:SnapshotCopy")], {"storage_gb": 4}, 4 * D("0.05"), id="a copy of one"),
        pytest.param(
            [one("aws:dynamodb/tableReplica:TableReplica")],
            {"writes": 2_000_000, "storage_gb": 10},
            2 * D("0.625") + 10 * D("0.25"),
            id="a replica of a table",
        ),
        pytest.param([one("aws:s3/bucketV2:BucketV2")], {"storage_gb": 10}, 10 * D("0.023"), id="a bucket's old name"),
        pytest.param([one("aws:ebs/snapshot:Snapshot")], {"storage_gb": 10}, 10 * D("0.05"), id="a snapshot"),
        pytest.param(
            [one("aws:budgets/budgetAction:BudgetAction")],
            {},
            (D(365) / 12).quantize(D("0.000001")) * D("0.10"),
            id="a budget's action",
        ),
    ],
)
def test_by_hand(resources: list[Resource], figures: dict[str, Any], monthly: Decimal) -> None:
    assert cost_of(*resources, intent=usage(**figures)).monthly == monthly


@pytest.mark.parametrize(
    ("resources", "reason"),
    [
        (
            [one("aws:elasticache/cluster:Cluster", engine="memcached", nodeType="cache.t4g.micro")],
            "the price book has no prices of ElastiCache for memcached",
        ),
        ([one("aws:backup/vault:Vault")], "AWS Backup has no citable price but for EFS"),
        (
            [
                one(
                    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
                    rules=[{"destination": {"replicationTime": {"status": "Enabled"}}}],
                )
            ],
            "S3 Replication Time Control has no citable price",
        ),
        ([one("aws:inspector2/enabler:Enabler")], "Inspector has no citable price but of its former product"),
        (
            [one("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", scanType="ENHANCED")],
            "Inspector has no citable price but of its former product",
        ),
        ([one("aws:arcregionswitch/plan:Plan")], "ARC has no citable price"),
    ],
)
def test_what_has_no_citable_price_is_unpriced(resources: list[Resource], reason: str) -> None:
    assert reasons(*resources) == reason


def test_prices_of_us_west_2_that_are_known_in_us_east_1_only_say_so() -> None:
    west = resource(TABLE, "t", inputs={"region": "us-west-2"})
    assert not any(each.elsewhere for each in cost_of(west).components)
    secret = cost_of(resource("aws:secretsmanager/secret:Secret", "s", inputs={"region": "us-west-2"}))
    assert secret.components[0].elsewhere == "us-east-1"
