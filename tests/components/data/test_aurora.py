"""Aurora Serverless v2 behind the same refs."""

from dataclasses import fields
from typing import Any

from pyairtable_components import AuroraDatabase, DatabaseRefs
from pyairtable_components.data.spec import AuroraServerless
from pyairtable_infra.plan.model import Plan
from tests.components.data.making import NETWORK, store_plan
from tests.components.reading import every, names, only
from tests.components.standing import KEY

CLUSTER, INSTANCE = "rds/cluster:Cluster", "ClusterInstance"


def aurora_plan(made: list[AuroraDatabase] | None = None, *, unknowns: bool = False, **spec: Any) -> Plan:
    asked = AuroraServerless.model_validate({"kind": "aurora_serverless"} | spec)
    found = [] if made is None else made
    return store_plan(
        lambda where: found.append(
            AuroraDatabase("database", asked, where, network=NETWORK, key_arn=KEY, backup_days=14, log_key_arn=KEY)
        ),
        unknowns=unknowns,
        monitoring="full",
        protection="strict",
    )


def test_it_pauses_while_nobody_asks() -> None:
    cluster = only(aurora_plan(), CLUSTER)
    assert cluster.inputs["serverlessv2ScalingConfiguration"] == {
        "minCapacity": 0,
        "maxCapacity": 2,
        "secondsUntilAutoPause": 300,
    }
    assert only(aurora_plan(), INSTANCE).inputs["instanceClass"] == "db.serverless"


def test_with_a_minimum_it_never_pauses() -> None:
    scaling = only(aurora_plan(minimum_acu=0.5), CLUSTER).inputs["serverlessv2ScalingConfiguration"]
    assert scaling == {"minCapacity": 0.5, "maxCapacity": 2}


def test_it_is_as_safe_as_an_instance() -> None:
    found = only(aurora_plan(), CLUSTER)
    wanted = {
        "engine": "aurora-postgresql",
        "engineVersion": "16",
        "storageEncrypted": True,
        "kmsKeyId": KEY,
        "deletionProtection": True,
        "skipFinalSnapshot": False,
        "backupRetentionPeriod": 14,
        "iamDatabaseAuthenticationEnabled": True,
        "manageMasterUserPassword": True,
        "databaseInsightsMode": "standard",
        "engineLifecycleSupport": "open-source-rds-extended-support-disabled",
    }
    assert {key: found.inputs[key] for key in wanted} == wanted
    assert (found.protect, found.retain_on_delete) == (True, True)
    parameters = only(aurora_plan(), "ClusterParameterGroup").inputs["parameters"]
    assert {"name": "rds.force_ssl", "value": "1", "applyMethod": "immediate"} in parameters
    assert not {"shared_buffers", "max_connections"} & {each["name"] for each in parameters}, "Aurora sizes them itself"


def test_a_reader_stands_ready_to_take_over() -> None:
    plan = aurora_plan(readers=1)
    assert names(every(plan, INSTANCE)) == {"database-1", "database-2"}


def test_an_own_secret_holds_the_first_password() -> None:
    cluster = only(aurora_plan(master={"kind": "secret"}), CLUSTER)
    assert cluster.inputs["masterPasswordWoVersion"] == 1
    assert cluster.ignore_changes == ("masterPasswordWo",)


def test_its_refs_are_complete() -> None:
    made: list[AuroraDatabase] = []
    plan = aurora_plan(made)
    assert all(getattr(made[0].refs, each.name) is not None for each in fields(DatabaseRefs))
    preview = aurora_plan(unknowns=True)
    assert [one.urn for one in preview.resources] == [one.urn for one in plan.resources]
