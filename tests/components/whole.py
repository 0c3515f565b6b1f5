"""Every component in one program: a small shop."""

from decimal import Decimal
from functools import cache

from pyairtable_components import (
    AccountCostSpec,
    AlertTopic,
    AuditTrail,
    AuditTrailSpec,
    BucketRefs,
    BudgetSpec,
    ClusterSpec,
    CommitmentAdvisor,
    ContainerRegistry,
    Context,
    CostAllocationTags,
    CostAnomalyDetection,
    CostDashboard,
    CostOptimizer,
    CostReporter,
    DatabaseProxy,
    EcsCluster,
    EcsService,
    EncryptionKey,
    EnvironmentBudget,
    Function,
    HoursSpec,
    LoadBalancerSpec,
    ManagedBoundary,
    Network,
    NetworkRefs,
    NetworkSpec,
    OffHours,
    OneOffTask,
    OptimizerSpec,
    PermissionsBoundary,
    PostgresDatabase,
    PrivateBucket,
    PublicLoadBalancer,
    RedisCache,
    RegistrySpec,
    RotationRedeployment,
    RotationRules,
    ScheduledTask,
    SecretRotation,
    SecretSpec,
    SecretStore,
    ServerLogBucket,
    ServiceConnections,
    StoppedRefs,
    Timing,
    WorkQueue,
    calls,
    split,
)
from pyairtable_components.data.proxy_spec import ProxySpec
from pyairtable_components.data.spec import BucketSpec, NodeCache, QueueSpec, RdsPostgres
from pyairtable_components.observability.alert_topic import SENDERS
from pyairtable_components.secrets.refs import SecretRefs
from pyairtable_components.secrets.rotators import generated
from pyairtable_infra.plan.model import Plan
from tests.components.reading import plan_of
from tests.components.standing import KEY, a_service, a_task
from tests.conftest import a_context

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-AbC1d2"
BUDGET = {
    "monthly_usd": 98,
    "notify": ["ops@example.com"],
    "slack": {"workspace_id": "T0123ABCD", "channel_id": "C0123ABCD"},
    "stop_at_percent": 120,
}
REPORTS = BucketRefs(name="shop-reports", arn="arn:aws:s3:::shop-reports", key_arn=None)
SPEC = {
    "tls": {
        "kind": "issued",
        "domain": "shop.example.com",
        "hosted_zone": "example.com",
        "hosted_zone_id": "Z0123456789",
    },
    "firewall": {"managed_rules": True},
}
REPLICA = "eu-west-1"
MIRRORED = {
    "images": {"kind": "mirrored", "owner": "shop", "credential": "written"},
    "pull_accounts": ["210987654321"],
    "replicas": [REPLICA],
}
PUSHER = {
    "repository": "shop/cart",
    "subjects": ["environment:prod", "ref:refs/tags/v*"],
    "images": {"shared": ["cart"]},
}
PUSHED = {
    "images": {"kind": "pushed", "repositories": {"shared": ["cart"]}, "pushers": {"shop": PUSHER}},
    "pull_accounts": ["210987654321"],
    "scanning": "enhanced",
}


DATABASE_SECRET = SecretRefs(SECRET, "shop/dev/database/cart", KEY)
DATABASE = {"kind": "rds", "instance_class": "db.t4g.micro", "replicas": 1, "master": {"kind": "secret"}}


@cache
def shop_plan(*, unknowns: bool = False, **changes: str) -> Plan:
    """The plan of the shop, made once in a process; `changes` are to the context, whose monitoring is full."""
    context = a_context(**{"monitoring": "full", **changes})
    return plan_of(lambda: shop(context), unknowns=unknowns)


def shop(context: Context) -> None:
    """Two services behind a load balancer, two tasks, the data stores, a function, two registries, and costs."""
    services = {
        "shop": a_service(port=3000, runtime={"exposure": {"paths": ["/*"]}}, secrets={"DSN": SECRET}),
        "cart": a_service(callers=["shop"], image="123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/cart:v1"),
    }
    key = EncryptionKey("logs", context, log_groups=True, senders=SENDERS, roles=True)
    egress = {"kind": "nat_instance"}
    network_spec = NetworkSpec.model_validate(
        {"cidr": "10.10.0.0/16", "egress": egress, "interface_endpoints": ["secretsmanager"]}
    )
    network = Network("network", network_spec, context, log_key_arn=key.arn)
    _stores(context, network.refs, key)
    cluster = EcsCluster("cluster", ClusterSpec(spot_percent=50), context, network=network.refs)
    balancer = PublicLoadBalancer(
        "public", LoadBalancerSpec.model_validate(SPEC), context, network=network.refs, services=services
    )
    strategies = split(services, 50, context.stage).strategies
    made = {
        name: EcsService(
            name,
            spec,
            context,
            cluster=cluster.refs,
            network=network.refs,
            strategy=strategies[name],
            target=balancer.targets.get(name),
            log_key_arn=key.arn,
            sleeps=True,
        )
        for name, spec in services.items()
    }
    ScheduledTask("report", a_task(schedule="rate(1 day)"), context, cluster=cluster.refs, network=network.refs)
    OneOffTask("migrate", a_task(), context, network=network.refs)
    groups = {name: service.security_group_id for name, service in made.items()}
    ServiceConnections("connections", context, calls=calls(services), security_groups=groups)
    secret_key = EncryptionKey("secrets", context, roles=True)
    spec = SecretSpec(description="Airtable", readers=("cart",), variable="TOKEN", renewal="generated")
    store = SecretStore("secrets", {"api-keys": spec}, context, key_arn=secret_key.arn, readers={})
    SecretRotation("generated", RotationRules(), context, rotator=generated(), secrets=store.refs)
    RotationRedeployment(
        "redeploy", context, cluster_name=cluster.refs.name, readers={store.refs["api-keys"].name: ["shop-dev-cart"]}
    )
    topic = AlertTopic("alerts", context, key_arn=key.arn, emails=["ops@example.com"])
    AuditTrail("audit", AuditTrailSpec(), context, environments=["dev"], topic_arn=topic.arn)
    Function(
        "report",
        context,
        handler="pyairtable_components.ecs.placement",
        description="Reports.",
        timing=Timing(schedule="rate(1 day)"),
        network=network.refs,
        alarm_topic_arn=topic.arn,
    )
    PermissionsBoundary("boundary", ManagedBoundary(kind="managed"), context)
    ContainerRegistry("mirrored", RegistrySpec.model_validate(MIRRORED), context, alarm_topic_arn=topic.arn)
    ContainerRegistry("pushed", RegistrySpec.model_validate(PUSHED), context, alarm_topic_arn=topic.arn)
    catalogue = StoppedRefs(
        "catalogue",
        context.arn("rds", "db:catalogue"),
        "rds",
        "stopDBInstance",
        "startDBInstance",
        {"DbInstanceIdentifier": "catalogue"},
    )
    hours = OffHours(
        "hours",
        HoursSpec(start="09:00", end="19:00"),
        context,
        schedulable=[*(service.schedulable for service in made.values()), catalogue],
        alarm_topic_arn=topic.arn,
    )
    EnvironmentBudget(
        "budget",
        BudgetSpec.model_validate(BUDGET),
        context,
        topic_arn=topic.arn,
        cluster=cluster.refs,
        key_arn=key.arn,
        schedules=hours.schedules,
    )
    CostOptimizer(
        "cost-optimizer",
        OptimizerSpec.model_validate({"night": {"services": ["cart"]}}),
        context,
        cluster=cluster.refs,
        services=services,
        service_names={name: service.service_name for name, service in made.items()},
        monthly_usd=Decimal(98),
        topic_arn=topic.arn,
        key_arn=key.arn,
        bucket=REPORTS,
    )
    costs = AccountCostSpec.model_validate({"tags": {"activated": True}})
    CostAllocationTags("cost-tags", costs.tags, context)
    CostAnomalyDetection("cost-anomalies", costs.anomalies, context, topic_arn=topic.arn)
    CommitmentAdvisor("commitment-advisor", costs.weekly, context, topic_arn=topic.arn, key_arn=key.arn)
    CostReporter(
        "cost-report",
        context,
        weekly=costs.weekly,
        monthly=costs.monthly,
        environments=["live"],
        estimates={"live": {"cart": Decimal("2.30")}},
        topic_arn=topic.arn,
        key_arn=key.arn,
    )
    CostDashboard("cost", context, environments=["live"])


def _stores(context: Context, network: NetworkRefs, logs: EncryptionKey) -> None:
    """A database with a replica and a proxy, a cache of two nodes, a bucket, a queue."""
    key = EncryptionKey("data", context, through=("rds", "secretsmanager", "elasticache", "s3", "sqs"))
    database = PostgresDatabase(
        "database",
        RdsPostgres.model_validate(DATABASE),
        context,
        network=network,
        key_arn=key.arn,
        backup_days=7,
        pools={"cart": 9},
        log_key_arn=logs.arn,
    )
    DatabaseProxy(
        "database-proxy",
        ProxySpec(),
        context,
        network=network,
        database=database.refs,
        secrets={"database/cart": DATABASE_SECRET},
        log_key_arn=logs.arn,
    )
    RedisCache(
        "cache",
        NodeCache(kind="replication_group", nodes=2),
        context,
        network=network,
        key_arn=key.arn,
        clients=("cart",),
        log_key_arn=logs.arn,
    )
    access_logs = ServerLogBucket("access-logs", context)
    PrivateBucket("files", BucketSpec(), context, key_arn=key.arn, access_logs=access_logs.bucket_name)
    WorkQueue("jobs", QueueSpec(), context, key_arn=key.arn)
