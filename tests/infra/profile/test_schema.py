"""The JSON Schema of a stack file: current, valid, and of the loader's opinion."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.loader import load_text
from pyairtable_infra.profile.schema import stack_schema
from pyairtable_infra.profile.yaml_file import read
from tests.conftest import ROOT
from tests.infra.profile.bad import Bad, committed
from tests.infra.profile.bad_files import FILES
from tests.infra.profile.bad_rules import RULES
from tests.infra.profile.bad_values import VALUES
from tests.infra.profile.mutations import mutated_structure, varied

SCHEMA = stack_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def refusals(text: str) -> list[str]:
    """Where the schema refuses a file."""
    content = read(text, "x.yaml").content
    return sorted({".".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(content)})


def test_the_committed_schema_is_current() -> None:
    """`make schema` writes it."""
    assert (ROOT / "schemas" / "stack.json").read_text(encoding="utf-8") == json.dumps(SCHEMA, indent=2) + "\n"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert stack_schema() == SCHEMA


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_it_accepts_the_committed_files(environment: str) -> None:
    assert refusals(committed(environment)) == []


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_the_committed_files_name_it(environment: str) -> None:
    assert committed(environment).startswith("# yaml-language-server: $schema=schemas/stack.json\n")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("zones: 2", "zone: 2", "network"),
        ("spot_percent: 80", "spot_percent: eighty", "cluster.spot_percent"),
        ("spot_percent: 80", "spot_percent: 120", "cluster.spot_percent"),
        ("spot_percent: 80", "spot_percent: 80.5", "cluster.spot_percent"),
        ("{ kind: nat_instance }", "{ kind: vpn }", "network.egress"),
        ("{ kind: nat_instance }", "{ kind: nat_instance, per_zone: true }", "network.egress"),
        ("{ kind: nat_instance }", "{ per_zone: true }", "network.egress"),
        ("replicas: {", "port: 80\n    replicas: {", "service_defaults"),
        ("protection: none", "protection: low", "protection"),
    ],
)
def test_it_refuses(old: str, new: str, where: str) -> None:
    assert refusals(committed("dev").replace(old, new, 1)) == [f"config.pyairtable-infra:{where}"]


@pytest.mark.parametrize("new", ["  pyairtable-infra:colour: blue\n", "  pyairtable-infra:environment: dev\n"])
def test_it_refuses_unknown_keys(new: str) -> None:
    assert refusals(committed("dev") + new) == ["config"]


def test_it_wants_what_no_layer_fills_in() -> None:
    assert refusals(committed("dev").replace("  pyairtable-infra:owner: platform-engineering\n", "")) == ["config"]
    assert refusals("encryptionsalt: x\n") == [""]


@pytest.mark.parametrize(
    "new",
    [
        "  aws:region: us-east-1\n",
        "  pyairtable-infra:stage: dev\n",
        "  pyairtable-infra:account: 123456789012\n",
        "  pyairtable-infra:services: { frontend: null, search: { port: 8011 } }\n",
        "  pyairtable-infra:services: { frontend: { environment: { LICENSE: { secure: v1:abc }, A: b } } }\n",
        "  pyairtable-infra:services: { frontend: { runtime: { exposure: { hosts: [a.example.com] } } } }\n",
        "encryptionsalt: v1:abc\nenvironment: [shared]\nsecretsprovider: passphrase\n",
    ],
)
def test_it_accepts_what_the_loader_accepts(new: str) -> None:
    text = committed("dev") + new
    load_text("dev", text, ROOT)
    assert refusals(text) == []


@pytest.mark.thorough
def test_it_accepts_every_profile_that_loads() -> None:
    """An editor must not complain about a good file."""
    good = 0
    for seed in range(400):
        for mutation in (varied, mutated_structure):
            environment, text = mutation(seed)
            try:
                load_text(environment, text, ROOT)
            except ProfileError:
                continue
            good += 1
            assert refusals(text) == [], (seed, text)
    assert good > 300


@pytest.mark.parametrize("bad", [bad for bad in (*FILES, *VALUES, *RULES) if bad.right], ids=lambda bad: bad.name)
def test_it_accepts_what_the_examples_say(bad: Bad) -> None:
    assert refusals(bad.fixed()) == []


def test_what_an_editor_shows_comes_from_the_specs() -> None:
    properties = SCHEMA["properties"]["config"]["properties"]
    assert properties["pyairtable-infra:owner"]["description"] == "The team that answers for it."
    definitions = SCHEMA["$defs"]
    assert "NAT gateways" in definitions["NatGateway"]["description"]
    undescribed = [
        key
        for key, field in properties.items()
        if "description" not in field and "description" not in _target(field, definitions)
    ]
    assert undescribed == []


def _target(field: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    target: dict[str, Any] = definitions.get(field.get("$ref", "").removeprefix("#/$defs/"), {})
    return target
