"""RDS Proxy: between the clients and the database, and nothing more than it needs."""

from typing import Any

import pytest
from pydantic import ValidationError

from pyairtable_components import AuroraDatabase, DatabaseProxy, DatabaseRefs, PostgresDatabase
from pyairtable_components.data.proxy_spec import ProxySpec
from pyairtable_components.data.spec import AuroraServerless, RdsPostgres
from pyairtable_components.secrets.refs import SecretRefs
from pyairtable_infra.plan.model import Plan
from tests.components.data.making import ISOLATED, NETWORK, POOLS, store_plan
from tests.components.reading import every, granted, only, statements, uses
from tests.components.standing import KEY

SECRETS = {
    f"database/{client}": SecretRefs(
        f"arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/dev/database/{client}-AbC1d2",
        f"shop/dev/database/{client}",
        KEY,
    )
    for client in ("orders", "cart")
}
RDS = RdsPostgres(kind="rds", instance_class="db.t4g.micro")
AURORA = AuroraServerless(kind="aurora_serverless", minimum_acu=0.5)
EXISTING = DatabaseRefs("db.example", 5432, "shop", "db-ABC", "sg-0123456789abcdef0", KEY, "arn:x", "elsewhere")


def proxy_plan(
    made: list[DatabaseProxy] | None = None,
    *,
    database: DatabaseRefs | RdsPostgres | AuroraServerless = RDS,
    secrets: dict[str, SecretRefs] | None = None,
    **spec: Any,
) -> Plan:
    """A database and its proxy; `spec` replaces values of the proxy's spec."""
    shared: dict[str, Any] = {"network": NETWORK, "key_arn": KEY, "backup_days": 7}

    def make(where: Any) -> None:
        refs = database
        if isinstance(refs, RdsPostgres):
            refs = PostgresDatabase("database", refs, where, pools=POOLS, **shared).refs
        elif isinstance(refs, AuroraServerless):
            refs = AuroraDatabase("database", refs, where, **shared).refs
        proxy = DatabaseProxy(
            "database-proxy",
            ProxySpec.model_validate(spec),
            where,
            network=NETWORK,
            database=refs,
            secrets=SECRETS if secrets is None else secrets,
            log_key_arn=KEY,
        )
        (made if made is not None else []).append(proxy)

    return store_plan(make, monitoring="enhanced")


def test_it_takes_passwords_of_secrets_over_tls_in_the_isolated_subnets() -> None:
    inputs = only(proxy_plan(), "rds/proxy:Proxy").inputs
    assert inputs["engineFamily"] == "POSTGRESQL"
    assert inputs["requireTls"] is True
    assert inputs["idleClientTimeout"] == 1800
    assert tuple(inputs["vpcSubnetIds"]) == ISOLATED
    assert [each["secretArn"] for each in inputs["auths"]] == [SECRETS[path].arn for path in sorted(SECRETS)]
    assert {(each["authScheme"], each["iamAuth"], each["clientPasswordAuthType"]) for each in inputs["auths"]} == {
        ("SECRETS", "DISABLED", "POSTGRES_SCRAM_SHA_256")
    }


def test_its_role_reads_the_secrets_of_the_clients_and_nothing_else() -> None:
    plan = proxy_plan()
    assert granted(plan, "database-proxy") == {
        "secretsmanager:GetSecretValue": [secret.arn for secret in SECRETS.values()],
        "kms:Decrypt": [KEY],
    }
    decrypt = next(
        each for each in statements(only(plan, "RolePolicy").inputs["policy"]) if "kms:Decrypt" in each["Action"]
    )
    assert decrypt["Condition"] == {"StringEquals": {"kms:ViaService": "secretsmanager.us-east-1.amazonaws.com"}}
    trusted = statements(only(plan, "iam/role:Role").inputs["assumeRolePolicy"])
    assert [each["Principal"] for each in trusted] == [{"Service": ["rds.amazonaws.com"]}]


def test_only_it_reaches_the_database_and_its_own_group_waits_for_the_clients() -> None:
    plan = proxy_plan()
    proxy, database = (only(plan, "ec2/securityGroup:SecurityGroup", name) for name in ("database-proxy", "database"))
    out, into = only(plan, "SecurityGroupEgressRule"), only(plan, "SecurityGroupIngressRule")
    assert (out.inputs["securityGroupId"], out.inputs["referencedSecurityGroupId"]) == (proxy.id, database.id)
    assert (into.inputs["securityGroupId"], into.inputs["referencedSecurityGroupId"]) == (database.id, proxy.id)
    assert {each.inputs["fromPort"] for each in (out, into)} == {5432}


@pytest.mark.parametrize(
    ("database", "key", "other", "kind", "property_"),
    [
        (RDS, "dbInstanceIdentifier", "dbClusterIdentifier", "rds/instance:Instance", "identifier"),
        (AURORA, "dbClusterIdentifier", "dbInstanceIdentifier", "rds/cluster:Cluster", "clusterIdentifier"),
    ],
)
def test_its_target_is_the_instance_or_the_cluster(
    database: RdsPostgres | AuroraServerless, key: str, other: str, kind: str, property_: str
) -> None:
    plan = proxy_plan(database=database)
    target, behind = only(plan, "ProxyTarget"), only(plan, kind)
    assert target.inputs[key] == behind.outputs[property_]
    assert uses(target, key, behind)
    assert other not in target.inputs
    assert target.inputs["targetGroupName"] == "default"
    assert only(plan, "ProxyDefaultTargetGroup").urn in target.dependencies


def test_its_pool_is_what_the_spec_says() -> None:
    pool = only(
        proxy_plan(connections_percent=50, idle_connections_percent=10, borrow_seconds=5), "ProxyDefaultTargetGroup"
    )
    assert pool.inputs["connectionPoolConfig"] == {
        "connectionBorrowTimeout": 5,
        "maxConnectionsPercent": 50,
        "maxIdleConnectionsPercent": 10,
    }


def test_its_logs_do_not_stay_for_ever_and_somebody_hears_of_a_pool_that_is_too_small() -> None:
    plan = proxy_plan()
    logs = only(plan, "logGroup:LogGroup", "database-proxy-logs")
    assert logs.inputs["name"] == "/aws/rds/proxy/shop-dev-database-proxy"
    assert logs.inputs["retentionInDays"] == 30
    alarm = only(plan, "MetricAlarm", "database-proxy-waiting")
    assert alarm.inputs["dimensions"] == {"ProxyName": "shop-dev-database-proxy"}


def test_its_refs_are_the_databases_but_for_what_a_client_sees() -> None:
    made: list[DatabaseProxy] = []
    plan = proxy_plan(made, database=EXISTING)
    refs = made[0].refs
    assert (refs.name, refs.port, refs.resource_id, refs.identifier) == ("shop", 5432, "db-ABC", "elsewhere")
    assert refs.endpoint is not EXISTING.endpoint
    assert only(plan, "ProxyTarget").inputs["dbInstanceIdentifier"] == "elsewhere"
    assert len(every(plan, "rds/proxy:Proxy")) == 1


def test_it_needs_a_client() -> None:
    with pytest.raises(
        ValueError, match=r"database-proxy has 0 secrets, and a proxy takes 1 to 200. For example: database/cart"
    ):
        proxy_plan(secrets={})


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"idle_client_seconds": 0}, "greater than or equal to 1"),
        ({"idle_client_seconds": 28801}, "less than or equal to 28800"),
        ({"connections_percent": 0}, "greater than or equal to 1"),
        ({"borrow_seconds": 301}, "less than or equal to 300"),
        (
            {"connections_percent": 40},
            "idle_connections_percent 45 is above connections_percent 40. For example: idle_connections_percent: 20",
        ),
    ],
)
def test_bad_specs(spec: dict[str, int], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        ProxySpec.model_validate(spec)
