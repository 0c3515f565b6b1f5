"""Golden identity: URNs, names and subnets that a refactoring must not change without an alias."""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import environment_plan


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_urns_stay(environment: str, snapshot: SnapshotAssertion) -> None:
    urns = sorted(resource.urn.split("::", 2)[-1] for resource in environment_plan(environment).resources)
    assert "\n".join(urns) == snapshot


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_physical_names_and_subnets_stay(environment: str, snapshot: SnapshotAssertion) -> None:
    keys = ("name", "bucket", "family", "cidrBlock")
    lines = sorted(
        f"{resource.type} {key} {resource.inputs[key]}"
        for resource in environment_plan(environment).resources
        for key in keys
        if key in resource.inputs
    )
    assert "\n".join(lines) == snapshot
