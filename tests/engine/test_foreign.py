"""A program that is not ours: what the real engine makes of it, and what our monitor says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from pyairtable_infra.engine.program import plan_program
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.plan.agreement import (
    Comparable,
    differences,
    of_plan,
    of_preview,
    of_state,
    of_unknown_plan,
)
from pyairtable_infra.plan.diff import diff
from pyairtable_infra.plan.model import Plan
from tests.engine import options, received, requests
from tests.engine.grpc_log import Log
from tests.engine.workspace import Workspace

PROGRAM = Path(__file__).parent / "foreign"
PASSPHRASE = "warehouse"
"""Of the secure values in the program's stack file, which are nobody's secrets."""

UP = ("up", "--yes", "--skip-preview", "--stack", "dev")
CANARY = "canary-"
REWRITTEN = "rewritten-options"
"""The one resource whose options a transform changes: other ones than were sent."""


@dataclass(frozen=True)
class Warehouse:
    """What the engine said of the program, before and after its first `up`."""

    workspace: Workspace
    base: Mapping[str, Any]
    preview: Mapping[str, Any]
    state: Mapping[str, Any]
    shown: str

    def log(self, name: str) -> Log:
        return Log(self.workspace.folder.parent / f"{name}.log")

    def planned(self, *, unknowns: bool = False) -> tuple[Plan, Comparable]:
        """The plan of the program as it is configured now, and what the program asked our monitor for."""
        with requests.listening() as heard:
            plan = plan_program(self.workspace.folder, "dev", {"organization/base/dev": self.base}, unknowns=unknowns)
        return plan, heard()

    @cached_property
    def unknown(self) -> tuple[Plan, Comparable]:
        return self.planned(unknowns=True)

    @cached_property
    def filled(self) -> tuple[Plan, Comparable]:
        return self.planned()


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, pulumi: Pulumi) -> Warehouse:
    workspace = Workspace.of_program(tmp_path_factory.mktemp("foreign"), pulumi, PROGRAM)
    workspace.environment["PULUMI_CONFIG_PASSPHRASE"] = PASSPHRASE
    folder = workspace.folder.parent
    workspace.pulumi("-C", "base", "stack", "init", "dev")
    workspace.pulumi("-C", "base", *UP)
    base = json.loads(workspace.pulumi("-C", "base", "stack", "output", "--stack", "dev", "--json").stdout)
    workspace.pulumi("stack", "init", "dev")
    preview = workspace.pulumi("preview", "--stack", "dev", "--json", "--show-sames", log=folder / "preview.log")
    up = workspace.pulumi(*UP, "--diff", log=folder / "up.log")
    shown = preview.stdout + preview.stderr + up.stdout + up.stderr
    made = Warehouse(workspace, base, json.loads(preview.stdout), workspace.state("dev"), shown)
    _ = made.unknown, made.filled
    return made


def test_a_preview_foresees_the_plan_with_unknowns(warehouse: Warehouse) -> None:
    assert differences(of_preview(warehouse.preview), of_unknown_plan(warehouse.unknown[0])) == []


def test_the_state_after_up_is_the_offline_plan(warehouse: Warehouse) -> None:
    assert differences(of_state(warehouse.state), of_plan(warehouse.filled[0])) == []


@pytest.mark.parametrize("command", ["preview", "up"])
def test_the_program_asks_the_engine_and_our_monitor_for_the_same(command: str, warehouse: Warehouse) -> None:
    heard = (warehouse.unknown if command == "preview" else warehouse.filled)[1]
    found = requests.asked(warehouse.log(command))
    assert differences(found, heard) == []
    assert {"Invoke", "ReadResource", "RegisterResourceOutputs"} <= {subject.split()[0] for subject in found}


@pytest.mark.parametrize("command", ["preview", "up"])
def test_the_providers_receive_the_inputs_of_the_plan(command: str, warehouse: Warehouse) -> None:
    plan = (warehouse.unknown if command == "preview" else warehouse.filled)[0]
    assert differences(received.received(warehouse.log(command)), received.sent(plan)) == []


def test_the_plan_keeps_the_options_that_were_sent(warehouse: Warehouse) -> None:
    requests_ = warehouse.log("up").registrations()
    sent = options.of_requests(requests_)
    found = differences(sent, options.of_plan(warehouse.filled[0], requests_))
    assert [line for line in found if not line.split()[0].endswith(f"::{REWRITTEN}")] == []
    assert len(found) == 6, "a transform set six options"


def test_every_resource_is_at_the_line_that_made_it(warehouse: Warehouse) -> None:
    said = {
        raw["urn"]: raw["sourcePosition"].removeprefix("project:///")
        for raw in warehouse.state["deployment"]["resources"]
        if raw.get("sourcePosition", "").startswith("project:///program/")
    }
    lines = {one.urn: one.source for one in warehouse.filled[0].resources}
    assert len(said) > 50
    assert {urn: lines[urn] for urn in said} == said


def test_no_secret_is_in_plain_text_in_what_the_engine_keeps_or_shows(warehouse: Warehouse) -> None:
    project = warehouse.workspace.folder
    kept = [file for file in project.parent.rglob("*") if file.is_file() and not file.is_relative_to(project)]
    leaks = [file.name for file in kept if CANARY.encode() in file.read_bytes()]
    assert sorted(leaks) == ["preview.log", "up.log"]
    assert CANARY not in warehouse.shown
    assert CANARY not in repr(warehouse.filled[0])


@pytest.mark.parametrize("command", ["preview", "up"])
def test_the_log_of_calls_has_secrets_where_the_engine_itself_opens_them(command: str, warehouse: Warehouse) -> None:
    assert warehouse.log(command).open_in(CANARY) == {
        "LanguageRuntime/Run",
        "ResourceMonitor/GetDeploymentInfo",
        "ResourceProvider/CheckConfig",
        "ResourceProvider/Configure",
    }


def test_a_second_up_changes_nothing(warehouse: Warehouse) -> None:
    warehouse.workspace.pulumi(*UP, "--expect-no-changes")


def test_what_is_renamed_keeps_what_exists(warehouse: Warehouse) -> None:
    workspace, before = warehouse.workspace, warehouse.filled[0]
    workspace.pulumi("config", "set", "--stack", "dev", "generation", "2")
    workspace.pulumi(*UP, log=workspace.folder.parent / "renamed.log")
    after, _ = warehouse.planned()
    state = workspace.state("dev")
    assert differences(of_state(state), of_plan(after)) == []
    assert [*warehouse.log("renamed").calls("ResourceProvider", "Create", "Delete")] == []

    changes = diff(before, after)
    assert (changes.created, changes.deleted, changes.replaced) == ((), (), ())
    moved = {_key(raw): raw["urn"] for raw in warehouse.state["deployment"]["resources"] if raw.get("id")}
    used = {raw["urn"]: moved[_key(raw)] for raw in state["deployment"]["resources"] if raw.get("id")}
    renamed = {urn: former for urn, former in used.items() if urn != former}
    assert renamed == {change.after.urn: change.before.urn for change in changes.moved if change.after.custom}
    assert len(renamed) == 8


def _key(raw: Mapping[str, Any]) -> tuple[str, str, str]:
    return raw["type"], raw["id"], raw["provider"] if "provider" in raw else raw["urn"]
