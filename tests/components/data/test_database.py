"""PostgreSQL on RDS: who reaches it, what protects it, what it keeps."""

from typing import Any

import pytest

from pyairtable_infra.plan.model import Plan
from tests.components.data.making import ISOLATED, database_plan
from tests.components.reading import every, names, only, uses
from tests.components.standing import KEY, VPC
from tests.conftest import walk

INSTANCE, ALARM, GROUP = "rds/instance:Instance", "MetricAlarm", "rds/parameterGroup:ParameterGroup"
OWN = {"kind": "secret"}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return database_plan()


def inputs(plan: Plan) -> Any:
    return only(plan, INSTANCE, "database").inputs


def test_it_stands_where_nothing_has_a_way_out_and_admits_nobody_by_itself(plan: Plan) -> None:
    instance, subnets = only(plan, INSTANCE), only(plan, "rds/subnetGroup:SubnetGroup")
    assert subnets.inputs["subnetIds"] == list(ISOLATED)
    assert uses(instance, "dbSubnetGroupName", subnets)
    assert instance.inputs["publiclyAccessible"] is False
    group = only(plan, "ec2/securityGroup:SecurityGroup")
    assert group.inputs["vpcId"] == VPC
    assert uses(instance, "vpcSecurityGroupIds", group)
    assert not every(plan, "SecurityGroupIngressRule")
    assert not every(plan, "SecurityGroupEgressRule")


def test_it_is_encrypted_at_rest_and_speaks_tls_only(plan: Plan) -> None:
    assert inputs(plan)["storageEncrypted"] is True
    assert inputs(plan)["kmsKeyId"] == KEY
    group = only(plan, GROUP)
    found = {each["name"]: (each["value"], each["applyMethod"]) for each in group.inputs["parameters"]}
    assert found["rds.force_ssl"] == ("1", "immediate")
    assert found["shared_preload_libraries"] == ("pg_stat_statements", "pending-reboot")
    assert found["max_connections"] == ("30", "pending-reboot"), "nine, six, and fifteen in reserve"
    assert uses(only(plan, INSTANCE), "parameterGroupName", group)


def test_it_is_postgresql_16_without_extended_support_on_storage_that_grows(plan: Plan) -> None:
    wanted = {
        "engine": "postgres",
        "engineVersion": "16",
        "engineLifecycleSupport": "open-source-rds-extended-support-disabled",
        "storageType": "gp3",
        "allocatedStorage": 20,
        "maxAllocatedStorage": 100,
        "iamDatabaseAuthenticationEnabled": True,
        "autoMinorVersionUpgrade": True,
        "multiAz": False,
        "port": 5432,
        "dbName": "shop",
        "identifier": "shop-dev-database",
        "backupRetentionPeriod": 7,
        "copyTagsToSnapshot": True,
    }
    assert {key: inputs(plan)[key] for key in wanted} == wanted


def test_multi_az_is_a_choice() -> None:
    assert inputs(database_plan(multi_az=True))["multiAz"] is True


def test_rds_keeps_the_master_password_under_our_key(plan: Plan) -> None:
    assert inputs(plan)["manageMasterUserPassword"] is True
    assert inputs(plan)["masterUserSecretKmsKeyId"] == KEY
    assert not {"password", "passwordWo"} & set(inputs(plan))
    assert not every(plan, "secretsmanager/secret:Secret")


def test_an_own_secret_holds_the_first_password_and_no_plan_shows_it() -> None:
    plan = database_plan(master=OWN)
    instance, version = only(plan, INSTANCE), only(plan, "SecretVersion")
    assert instance.inputs["passwordWoVersion"] == 1
    assert uses(instance, "passwordWo", version), "both agree, even after an interrupted deployment"
    assert "manageMasterUserPassword" not in instance.inputs
    assert (instance.ignore_changes, version.ignore_changes) == (("passwordWo",), ("secretString",))
    secret = only(plan, "secretsmanager/secret:Secret")
    assert secret.inputs["name"] == "shop/dev/database/master"
    assert secret.inputs["kmsKeyId"] == KEY
    everything = [value for one in plan.resources for value in walk({"in": one.inputs, "out": one.outputs})]
    assert not [value for value in everything if isinstance(value, str) and "NotAPassword" in value]


def test_its_logs_have_groups_of_ours_before_rds_makes_some_that_never_end(plan: Plan) -> None:
    groups = every(plan, "LogGroup")
    found = {one.inputs["name"]: one for one in groups if one.custom}
    assert set(found) == {f"/aws/rds/instance/shop-dev-database/{log}" for log in ("postgresql", "upgrade")}
    assert all(one.inputs["retentionInDays"] == 7 and one.inputs["kmsKeyId"] == KEY for one in found.values())
    assert inputs(plan)["enabledCloudwatchLogsExports"] == ["postgresql", "upgrade"]
    assert {one.urn for one in found.values()} <= set(only(plan, INSTANCE).dependencies)


@pytest.mark.parametrize(("level", "watched"), [("basic", False), ("enhanced", True), ("full", True)])
def test_database_insights_begin_at_enhanced_in_the_mode_that_is_free(level: str, *, watched: bool) -> None:
    found = inputs(database_plan({"monitoring": level}))
    assert found.get("performanceInsightsEnabled", False) is watched
    assert found.get("databaseInsightsMode") == ("standard" if watched else None)
    assert found.get("performanceInsightsRetentionPeriod") == (7 if watched else None)


@pytest.mark.parametrize(
    ("level", "found"),
    [("basic", {"storage"}), ("enhanced", {"storage", "cpu", "memory", "connections"})],
)
def test_alarms_by_monitoring_level(level: str, found: set[str]) -> None:
    plan = database_plan({"monitoring": level})
    assert names(every(plan, ALARM)) == {f"database-{each}" for each in found}
    storage = only(plan, ALARM, "database-storage").inputs
    assert storage["dimensions"] == {"DBInstanceIdentifier": "shop-dev-database"}
    assert (storage["comparisonOperator"], storage["threshold"]) == ("LessThanThreshold", 2 * 1024**3)


@pytest.mark.parametrize(
    ("protection", "guarded", "kept"), [("none", False, False), ("standard", True, False), ("strict", True, True)]
)
def test_the_protection_level_decides_how_hard_it_is_to_lose(protection: str, *, guarded: bool, kept: bool) -> None:
    instance = only(database_plan({"protection": protection}), INSTANCE)
    assert instance.inputs["deletionProtection"] is guarded
    assert instance.inputs["skipFinalSnapshot"] is not guarded
    assert instance.inputs["deleteAutomatedBackups"] is not guarded
    assert instance.inputs.get("finalSnapshotIdentifier") == ("shop-dev-database-final" if guarded else None)
    assert (instance.protect, instance.retain_on_delete) == (kept, kept)


@pytest.mark.parametrize(("stage", "at_once"), [("dev", True), ("staging", False), ("prod", False)])
def test_a_change_that_needs_a_restart_waits_for_the_window_except_in_dev(stage: str, *, at_once: bool) -> None:
    assert inputs(database_plan({"stage": stage}))["applyImmediately"] is at_once


def test_replicas_follow_their_source_and_are_watched() -> None:
    plan = database_plan({"monitoring": "full"}, replicas=2, master=OWN)
    source = only(plan, INSTANCE, "database")
    for number in (1, 2):
        replica = only(plan, INSTANCE, f"database-replica-{number}")
        assert uses(replica, "replicateSourceDb", source)
        assert not {"engine", "username", "allocatedStorage"} & set(replica.inputs), "they are its source's"
        assert replica.inputs["publiclyAccessible"] is False
        lag = only(plan, ALARM, f"database-replica-{number}-lag").inputs
        assert (lag["metricName"], lag["threshold"]) == ("ReplicaLag", 30)


def test_a_first_preview_knows_the_same_resources() -> None:
    whole, preview = (database_plan(master=OWN, unknowns=unknowns) for unknowns in (False, True))
    assert [one.urn for one in preview.resources] == [one.urn for one in whole.resources]
