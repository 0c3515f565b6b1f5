"""Amazon RDS and Aurora for PostgreSQL. Other engines have other prices, and none in the book.

https://aws.amazon.com/rds/postgresql/pricing/
https://aws.amazon.com/rds/aurora/pricing/
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pyairtable_components.hours.shares import shares
from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.services import extended_support
from pyairtable_infra.cost.subject import Rule, Subject, World, number
from pyairtable_infra.plan.model import UNKNOWN, Resource
from pyairtable_infra.plan.scheduled import scheduled_calls

INSTANCE = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
TARGET = "aws:rds/proxyTarget:ProxyTarget"
_LEAST = 2
"""vCPU of an instance that a proxy is charged for at least."""
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
LARGE_GP3, GP3_IOPS, LARGE_GP3_IOPS, GP3_THROUGHPUT, LARGE_GP3_THROUGHPUT = 400, 3000, 12000, 125, 500
SIZES = ("micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge")

MANAGED = "secrets-manager/secret"
"""https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"""

PRICES = (
    *(
        f"rds-postgresql/db.{family}.{size} {zones}"
        for family in ("t3", "t4g", "m5", "m6g", "m6i", "m7g", "m7i", "m8g", "r5", "r6g", "r6i", "r7g", "r7i", "r8g")
        for size in SIZES
        for zones in ("*single-AZ", "*multi-AZ")
    ),
    *(f"rds-postgresql/{kind} storage {zones}" for kind in ("gp2", "gp3") for zones in ("single-AZ", "multi-AZ")),
    "rds-postgresql/io1 storage single-AZ",
    "rds-postgresql/io1 storage multi-AZ",
    "rds-postgresql/io1 IOPS single-AZ",
    "rds-postgresql/io1 IOPS multi-AZ",
    "rds-postgresql/io2 storage single-AZ",
    "rds-postgresql/magnetic storage single-AZ",
    "rds-postgresql/gp3 IOPS over the baseline, single-AZ",
    "rds-postgresql/gp3 IOPS over the baseline, multi-AZ",
    "rds-postgresql/gp3 throughput over the baseline",
    "rds-postgresql/backup beyond the free part",
    "rds-postgresql/Performance Insights long retention",
    *(f"aurora-postgresql/db.*.{size} standard" for size in ("medium", *SIZES[3:])),
    "aurora-postgresql/instance I/O-Optimized",
    "aurora-postgresql/Serverless v2 standard",
    "aurora-postgresql/Serverless v2 I/O-Optimized",
    "aurora-postgresql/storage standard",
    "aurora-postgresql/storage I/O-Optimized",
    "aurora-postgresql/I/O standard",
    "aurora-postgresql/backup beyond the free part",
    *extended_support.PRICES,
    "rds-proxy/proxy per vCPU of the instance",
    MANAGED,
)


def instance(subject: Subject) -> Iterator[Line]:
    """A DB instance: the hours in which it runs, its storage, backups beyond the free part."""
    engine = _engine(subject)
    if engine != "postgres":
        yield Gap(f"the price book has no prices of RDS for {engine or 'an engine that is not known'}")
        return
    zones = "multi-AZ" if subject.flag("multiAz") else "single-AZ"
    size = subject.text("instanceClass")
    if not size:
        yield Gap("its instance class is not known")
    else:
        share = running(subject)
        hours = share * int(HOURS)
        steady = hours if share == 1 else Fraction(0)
        yield subject.priced(f"{size} {zones}", f"rds-postgresql/{size} {zones}", hours, steady=steady)
        if subject.text("engineLifecycleSupport") != extended_support.DISABLED:
            each = hours * 2 if subject.flag("multiAz") else hours
            yield from extended_support.lines(subject, "rds-postgresql", _version(subject), size, each)
    yield from _storage(subject, zones)
    beyond = max(subject.usage("backup_gb") - subject.number("allocatedStorage"), Decimal(0))
    yield subject.priced("backups", "rds-postgresql/backup beyond the free part", beyond, usage=True)
    if subject.number("performanceInsightsRetentionPeriod") > 7:  # noqa: PLR2004 - seven days are free
        yield subject.priced("Performance Insights", "rds-postgresql/Performance Insights long retention", 1)
    yield from _managed_secret(subject)


def _managed_secret(subject: Subject) -> Iterator[Line]:
    """The secret that RDS makes for the master user is none of the plan's resources, and is paid for."""
    if subject.flag("manageMasterUserPassword"):
        yield subject.priced("secret of the master user", MANAGED, 1)


def _engine(subject: Subject) -> str:
    source = subject.source("replicateSourceDb", INSTANCE)
    return subject.text("engine") or str(source.inputs.get("engine", "") if source else "")


def _version(subject: Subject) -> str:
    """The version of the engine; a replica has its source's, and one that is not said is a new one."""
    source = subject.source("replicateSourceDb", INSTANCE)
    return subject.text("engineVersion") or str(source.inputs.get("engineVersion", "") if source else "")


def running(subject: Subject) -> Fraction:
    """The share of the month in which an instance runs. One that nobody starts again is started by AWS after a week.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
    """
    return _running(subject.world, subject.resource, "Instance")


def _running(world: World, database: Resource, kind: Literal["Instance", "Cluster"]) -> Fraction:
    stop, start, key = f"stopDB{kind}", f"startDB{kind}", f"db{kind}identifier".lower()
    said = "identifier" if kind == "Instance" else "clusterIdentifier"
    names = {database.inputs.get(said), database.outputs.get(said), database.id} - {"", None, UNKNOWN}
    calls = [
        (call.cron, call.action == start)
        for call in scheduled_calls(world.neighbours, "rds", (stop, start))
        if call.cron and {name.lower(): value for name, value in call.inputs.items()}.get(key) in names
    ]
    if not any(starts for _, starts in calls):
        return Fraction(1)
    changes = [(cron, (lambda _: True) if starts else (lambda _: False)) for cron, starts in calls]
    return shares(True, changes).get(True, Fraction(0))


def _storage(subject: Subject, zones: str) -> Iterator[Line]:
    size, iops = subject.number("allocatedStorage"), subject.number("iops")
    if not size:
        source = subject.source("replicateSourceDb", INSTANCE)
        size = number(source.inputs.get("allocatedStorage")) if source else size
    if not size:
        yield Gap("the size of its storage is its snapshot's and is not known")
        return
    kind = subject.text("storageType") or ("io1" if iops else "gp2")
    kind = "magnetic" if kind == "standard" else kind
    yield subject.priced(f"{kind} storage {zones}", f"rds-postgresql/{kind} storage {zones}", size)
    if kind == "gp3":
        large = size >= LARGE_GP3
        more = iops - (LARGE_GP3_IOPS if large else GP3_IOPS)
        if more > 0:
            yield subject.priced("gp3 IOPS", f"rds-postgresql/gp3 IOPS over the baseline, {zones}", more)
        throughput = subject.number("storageThroughput") - (LARGE_GP3_THROUGHPUT if large else GP3_THROUGHPUT)
        if throughput > 0:
            key = "rds-postgresql/gp3 throughput over the baseline"
            yield subject.priced("gp3 throughput", key, throughput)
    elif kind in ("io1", "io2"):
        yield subject.priced(f"{kind} IOPS", f"rds-postgresql/{kind} IOPS {zones}", iops)


def cluster(subject: Subject) -> Iterator[Line]:
    """An Aurora cluster: its storage and its input and output are usage."""
    engine = subject.text("engine")
    if engine != "aurora-postgresql":
        yield Gap(f"the price book has no prices of a cluster of {engine or 'an engine that is not known'}")
        return
    if subject.text("storageType") == "aurora-iopt1":
        yield subject.used("storage", "aurora-postgresql/storage I/O-Optimized", "storage_gb")
    else:
        yield subject.used("storage", "aurora-postgresql/storage standard", "storage_gb")
        yield subject.used("I/O", "aurora-postgresql/I/O standard", "io_requests", 1_000_000)
    yield subject.used("backups", "aurora-postgresql/backup beyond the free part", "backup_gb")
    yield from _managed_secret(subject)


def cluster_instance(subject: Subject) -> Iterator[Line]:
    """An Aurora instance: by the hour, or by the capacity units that a serverless one takes."""
    owner = subject.source("clusterIdentifier", CLUSTER)
    engine = subject.text("engine") or str(owner.inputs.get("engine", "") if owner else "")
    if engine != "aurora-postgresql":
        yield Gap(f"the price book has no prices of a cluster of {engine or 'an engine that is not known'}")
        return
    awake = _running(subject.world, owner, "Cluster") if owner else Fraction(1)
    hours = awake * int(HOURS)
    optimized = owner is not None and owner.inputs.get("storageType") == "aurora-iopt1"
    size = subject.text("instanceClass")
    if size != "db.serverless":
        item = "instance I/O-Optimized" if optimized else f"{size} standard"
        yield subject.priced(
            size or "instance", f"aurora-postgresql/{item}", hours, steady=hours if awake == 1 else Fraction(0)
        )
        if not owner or owner.inputs.get("engineLifecycleSupport") != extended_support.DISABLED:
            version = subject.text("engineVersion") or str(owner.inputs.get("engineVersion", "") if owner else "")
            yield from extended_support.lines(subject, "aurora-postgresql", version, size, hours)
        return
    scaling = owner.inputs.get("serverlessv2ScalingConfiguration") if owner else None
    if not isinstance(scaling, Mapping):
        yield Gap("the capacity of its serverless cluster is not known")
        return
    least, most = number(scaling.get("minCapacity")), number(scaling.get("maxCapacity"))
    average = min(max(subject.usage("average_acu", least), least), most)
    item = "I/O-Optimized" if optimized else "standard"
    key = f"aurora-postgresql/Serverless v2 {item}"
    yield subject.priced(
        "capacity units", key, Fraction(average) * hours, band=(Fraction(least) * hours, Fraction(most) * hours)
    )


def proxy(subject: Subject) -> Iterator[Line]:
    """A proxy costs for each vCPU of the instances behind it, two of each at least, or for the capacity of Aurora's.

    https://aws.amazon.com/rds/proxy/pricing/
    """
    vcpus = Decimal(0)
    for target in subject.users(TARGET, "dbProxyName"):
        behind = subject.world.neighbours.source(target, "dbInstanceIdentifier", INSTANCE)
        size = behind.inputs.get("instanceClass") if behind else None
        if not isinstance(size, str) or not (count := vcpus_of(size)):
            yield Gap(
                "the price book has no prices of a proxy of capacity units, nor of one whose instance is not known"
            )
            return
        vcpus += count
    known = vcpus or max(subject.usage("vcpus", Decimal(_LEAST)), Decimal(_LEAST))
    yield subject.hourly("vCPU of its database", "rds-proxy/proxy per vCPU of the instance", known)


def vcpus_of(instance_class: str) -> int:
    """The vCPUs of a class, by its size: 2 up to `large`, then 4 for each x; 0 for a size that says nothing.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
    """
    size = instance_class.rpartition(".")[2]
    if size in SIZES[:4]:
        return _LEAST
    found = re.fullmatch(r"(\d*)xlarge", size)
    return 4 * int(found[1] or 1) if found else 0


def backup_replication(subject: Subject) -> Iterator[Line]:
    """Backups that another region keeps too."""
    yield subject.used("replicated backups", "rds-postgresql/backup beyond the free part", "backup_gb")


RULES: Mapping[str, Rule] = {
    INSTANCE: instance,
    CLUSTER: cluster,
    CLUSTER_INSTANCE: cluster_instance,
    "aws:rds/proxy:Proxy": proxy,
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": backup_replication,
    "aws:rds/snapshot:Snapshot": backup_replication,
}
FREE = (
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aws:rds/eventSubscription:EventSubscription",
    "aws:rds/globalCluster:GlobalCluster",
    "aws:rds/optionGroup:OptionGroup",
    "aws:rds/parameterGroup:ParameterGroup",
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
    TARGET,
    "aws:rds/subnetGroup:SubnetGroup",
)
