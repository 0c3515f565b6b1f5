"""Parameters of PostgreSQL, and the classes whose memory they come from."""

import gzip
import json
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyairtable_components.data.cache_nodes import NODE_TYPES, check_node_type
from pyairtable_components.data.instance_classes import MEMORY, check_class
from pyairtable_components.data.parameters import (
    RESERVED_CONNECTIONS,
    connections,
    effective_cache_size,
    maintenance_work_mem,
    most_connections,
    shared_buffers,
    tuned,
    usable,
    work_mem,
)

SPECIAL = ("c6gd", "x2g", "x2iedn")
CLASSES = st.sampled_from(sorted(MEMORY))


def family(instance_class: str) -> str:
    return instance_class.split(".")[1]


def test_the_classes_are_those_that_rds_takes_for_postgresql_16() -> None:
    """16.12 is a version of RDS alone; others are mixed with Aurora's in the list of CloudFormation's linter."""
    path = files("cfnlint") / "data" / "schemas" / "extensions" / "aws_rds_dbinstance" / "db_instance_class.json"
    rules = json.loads(path.read_text())["allOf"]
    wanted = [
        rule["then"]["properties"]["DBInstanceClass"]["enum"]
        for rule in rules
        if rule["if"]["properties"]["Engine"]["const"] == "postgres"
        and rule["if"]["properties"]["EngineVersion"]["pattern"].startswith(r"^(16\.12\.")
    ]
    (listed,) = wanted
    assert {each for each in listed if family(each) not in SPECIAL} == set(MEMORY)


def test_their_memory_is_that_of_the_instances_below() -> None:
    path = files("moto.ec2") / "resources" / "instance_types.json.gz"
    known = json.loads(gzip.decompress(path.read_bytes()))
    assert {each: known[each.removeprefix("db.")]["MemoryInfo"]["SizeInMiB"] for each in MEMORY} == dict(MEMORY)


def test_the_node_types_are_some_of_those_that_elasticache_has() -> None:
    path = files("cfnlint") / "data" / "schemas" / "extensions" / "aws_elasticache_cachecluster"
    listed = json.loads((path / "cachenodetype_enum.json").read_text())["us-east-1"]["enum"]
    assert set(listed) >= NODE_TYPES


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (
            check_class,
            "db.t2.micro",
            "'db.t2.micro' is no DB instance class of PostgreSQL 16. For example: db.t3.micro",
        ),
        (
            check_class,
            "db.m4.large",
            "'db.m4.large' is no DB instance class of PostgreSQL 16. For example: db.m5.large",
        ),
        (check_class, "t4g.micro", "'t4g.micro' is no DB instance class of PostgreSQL 16. For example: db.t4g.micro"),
        (check_class, "?", "'?' is no DB instance class of PostgreSQL 16. For example: db.t4g.micro"),
        (check_node_type, "cache.t4g.nano", "'cache.t4g.nano' is no node type of ElastiCache. For example: cache.t4g."),
        (check_node_type, "", "'' is no node type of ElastiCache. For example: cache.t4g.micro"),
    ],
)
def test_what_is_no_class(check: object, value: str, message: str) -> None:
    assert callable(check)
    with pytest.raises(ValueError, match="For example") as caught:
        check(value)
    assert str(caught.value).startswith(message)


def test_a_micro_by_hand() -> None:
    found = {each.name: each.value for each in tuned("db.t4g.micro", {"a": 18, "b": 9})}
    assert found == {
        "effective_cache_size": str(384 * 128),  # half of 768 MiB, in pages of 8 KiB
        "log_min_duration_statement": "1000",
        "maintenance_work_mem": str(64 * 1024),
        "max_connections": "42",
        "rds.force_ssl": "1",
        "shared_buffers": str(192 * 128),
        "shared_preload_libraries": "pg_stat_statements",
        "work_mem": str(576 * 1024 // 126),
    }


@settings(max_examples=60)
@given(CLASSES, st.lists(st.integers(1, 400), max_size=6))
def test_all_connections_together_fit_beside_the_shared_buffers(instance_class: str, sizes: list[int]) -> None:
    memory = usable(instance_class)
    most = connections({str(number): size for number, size in enumerate(sizes)})
    assert most == sum(sizes) + RESERVED_CONNECTIONS
    sorts = most * work_mem(memory, most) // 1024
    assert shared_buffers(memory) + sorts <= memory or work_mem(memory, most) == 64
    assert shared_buffers(memory) < effective_cache_size(memory) < memory < MEMORY[instance_class]
    assert 64 <= maintenance_work_mem(memory) <= 2048


@settings(max_examples=40)
@given(CLASSES, CLASSES)
def test_more_memory_never_bears_less(one: str, other: str) -> None:
    small, large = sorted((one, other), key=lambda each: MEMORY[each])
    assert most_connections(small) <= most_connections(large) <= 5000
    assert shared_buffers(usable(small)) <= shared_buffers(usable(large))
    assert work_mem(usable(small), 50) <= work_mem(usable(large), 50)
