"""A state held against what exists."""

import json
from typing import Any

from pyairtable_infra.engine.rehearsal.holdings import holdings, import_file
from pyairtable_infra.engine.standin.cloud import Thing
from pyairtable_infra.plan.model import Plan, Resource

ROLE = "aws:iam/role:Role"


def urn(name: str) -> str:
    return f"urn:pulumi:dev::shop::shop:team:Roles${ROLE}::{name}"


def thing(name: str) -> Thing:
    return Thing(ROLE, name, urn(name), {}, {"arn": f"arn:{name}"})


def in_state(name: str, **more: Any) -> dict[str, Any]:
    return {"urn": urn(name), "type": ROLE, "custom": True, "id": name, "outputs": {"arn": f"arn:{name}"}, **more}


def state(*resources: dict[str, Any], pending: tuple[str, ...] = ()) -> dict[str, Any]:
    operations = [{"resource": {"urn": urn(name)}, "type": "creating"} for name in pending]
    return {"deployment": {"resources": list(resources), "pending_operations": operations}}


def test_a_state_that_knows_all_that_exists_is_clean() -> None:
    provider = {"urn": "p", "type": "pulumi:providers:aws", "custom": True, "id": "1"}
    component = {"urn": "c", "type": "shop:team:Roles", "custom": False}
    read = in_state("read", external=True)
    found = holdings(state(provider, component, read, in_state("a")), [thing("a")])
    assert found.clean
    assert str(found) == ""


def test_orphans_lost_and_pending_are_told_apart() -> None:
    found = holdings(state(in_state("a"), in_state("b"), pending=("c",)), [thing("b"), thing("c")])
    assert not found.clean
    assert (found.orphans, found.lost, found.pending) == ((thing("c"),), (urn("a"),), (urn("c"),))
    assert str(found) == (
        f"1 exist and are in no state: {urn('c')}; 1 are in the state and do not exist: {urn('a')}; "
        f"1 are pending: {urn('c')}"
    )


def test_an_empty_state_is_compared_too() -> None:
    assert holdings({"deployment": {}}, []).clean
    assert holdings({"deployment": {}}, [thing("a")]).orphans == (thing("a"),)


def test_orphans_are_imported_below_their_parents_with_their_provider() -> None:
    parent = "urn:pulumi:dev::shop::shop:team:Roles::roles"
    provider = "urn:pulumi:dev::shop::pulumi:providers:aws::aws"
    planned = [Resource(urn(name), ROLE, custom=True, parent=parent, provider=f"{provider}::id") for name in "ab"]
    file = json.loads(import_file((thing("a"), thing("b")), Plan(tuple(planned))))
    assert file["nameTable"] == {"r0": parent, "r1": provider}
    assert file["resources"] == [
        {"type": ROLE, "name": name, "id": name, "parent": "r0", "provider": "r1"} for name in "ab"
    ]
