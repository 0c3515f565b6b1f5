"""What somebody changes by hand, under the real engine: what an `up` leaves of it, and what a refresh makes of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as k8s
import pytest
from pulumi import Output, ResourceOptions

from pyairtable_infra.engine.rehearsal.command import Engine
from pyairtable_infra.engine.rehearsal.phase import changed
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.rehearsal.sealed import sealed
from pyairtable_infra.engine.standin.cloud import Cloud, Thing
from pyairtable_infra.engine.standin.faults import Fault
from pyairtable_infra.plan.model import SECRET, SIGNATURE
from tests.engine.small import state_of

CANARY = "canary-drift-71c4"
QUEUE = "aws:sqs/queue:Queue"


@dataclass
class Wanted:
    """What the program says at the moment."""

    turn: str = "1"
    adopt: str = ""


def program(wanted: Wanted) -> None:
    """Log groups that are kept for 30 days, a queue with a secret tag, and an object of a cluster."""
    provider = aws.Provider("aws", region="us-east-1")
    ignoring = {"ignored": ["retentionInDays"], "half-ignored": ["tags.a"]}
    for name in ("touched", "untouched", "ignored", "half-ignored", "gone", "unready"):
        aws.cloudwatch.LogGroup(
            name,
            name=name,
            retention_in_days=30,
            tags={"a": "1", "turn": wanted.turn if name in ("touched", "ignored") else "0"},
            opts=ResourceOptions(provider=provider, ignore_changes=ignoring.get(name)),
        )
    tags: dict[str, pulumi.Input[str]] = {"open": "1", "hidden": Output.secret(CANARY)}
    adopted = ResourceOptions(provider=provider, import_=wanted.adopt or None)
    pulumi.export("hidden", aws.sqs.Queue("hidden", name="hidden", tags=tags, opts=adopted).tags)
    cluster = k8s.Provider("cluster", kubeconfig="{}")
    labels = {"a": "1", "turn": wanted.turn}
    k8s.core.v1.ServiceAccount(
        "applied", metadata={"name": "applied", "labels": labels}, opts=ResourceOptions(provider=cluster)
    )


@dataclass
class Life:
    """One stack: after each step, what exists by name, what was changed, and what the state says."""

    engine: Engine
    wanted: Wanted
    found: dict[str, dict[str, Thing]] = field(default_factory=dict)
    changes: dict[str, dict[str, int]] = field(default_factory=dict)
    states: dict[str, dict[str, Mapping[str, Any]]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    @property
    def cloud(self) -> Cloud:
        return self.engine.place.cloud

    def named(self) -> dict[str, Thing]:
        return {thing.urn.rsplit("::", 1)[-1]: thing for thing in self.cloud.things()}

    def up(self, step: str, *options: str, fault: Fault | None = None) -> None:
        """An `up`, which fails if there is a fault."""
        self.cloud.inject(*((fault.model_dump_json(),) if fault else ()))
        done = self.engine.run("up", "--yes", "--skip-preview", *options)
        assert (done.code != 0) == (fault is not None), done.message
        self.found[step], self.changes[step], self.said[step] = self.named(), changed(done.heard.counts), done.output
        resources = json.loads(state_of(self.engine).read_text())["deployment"]["resources"]
        self.states[step] = {raw["urn"].rsplit("::", 1)[-1]: raw for raw in resources}

    def called(self, name: str) -> list[str]:
        """What the provider was asked to do to a resource in the last step."""
        calls = [(method, urn) for _, method, urn in self.cloud.calls() if urn.endswith(f"::{name}")]
        return [method for method, _ in calls if method in ("Create", "Update", "Delete")]

    def by_hand(self, name: str, **values: Any) -> None:
        self.cloud.drift(self.named()[name], values)

    def leaks(self) -> list[str]:
        """The files that hold the secret in plain text."""
        files = (file for file in self.engine.place.folder.rglob("*") if file.is_file())
        return [file.name for file in files if CANARY.encode() in file.read_bytes()]


@pytest.fixture(scope="module")
def life(pulumi: Pulumi) -> Iterator[Life]:
    """A stack that lived through all that the tests below are about."""
    wanted = Wanted()
    with sealed(pulumi) as place:
        (place.project / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
        life = Life(Engine(pulumi, place, "dev", lambda: program(wanted)), wanted)
        assert life.engine.run("stack", "init").code == 0
        life.up("unready", fault=Fault(kind="partial", method="Create", urn="::unready"))
        life.up("ready")
        life.said["calls after a partial create"] = " ".join(life.called("unready"))

        for name in ("touched", "untouched", "ignored"):
            life.by_hand(name, retentionInDays=1)
        life.by_hand("half-ignored", tags={"a": "by hand", "turn": "by hand"})
        life.by_hand("hidden", tags={"open": "by hand", "hidden": dict(SECRET)})
        life.by_hand("applied", metadata={"name": "applied", "labels": {"a": "by hand", "turn": "1"}})
        gone = life.named()["gone"]
        life.cloud.remove(gone.type, gone.key)
        wanted.turn = "2"
        life.up("unseen")
        life.up("refreshed", "--refresh")
        life.up("again")

        hidden = life.states["again"]["hidden"]
        assert life.engine.run("state", "delete", hidden["urn"], "--yes").code == 0
        wanted.adopt = hidden["id"]
        life.up("imported")

        wanted.turn = "3"
        life.up("throttled", fault=Fault(kind="throttle", method="Update", urn="::touched"))
        life.up("patient")
        yield life


def test_what_was_made_and_is_not_ready_is_updated_and_not_made_again(life: Life) -> None:
    assert "did not become ready" in life.said["unready"]
    assert life.states["unready"]["unready"]["initErrors"] == ["the resource was made, and did not become ready"]
    assert life.said["calls after a partial create"] == "Update"
    assert "initErrors" not in life.states["ready"]["unready"]


def test_an_up_does_not_see_what_changed_by_hand(life: Life) -> None:
    assert life.changes["unseen"] == {"update": 3}, "touched, ignored, applied: the program changed them"
    found = life.found["unseen"]
    assert [found[name].inputs["retentionInDays"] for name in ("touched", "untouched", "ignored")] == [1, 1, 1]
    assert found["touched"].inputs["tags"]["turn"] == "2"
    assert "gone" not in found


def test_an_object_that_is_written_whole_is_mended_on_the_way(life: Life) -> None:
    assert life.found["unseen"]["applied"].inputs["metadata"]["labels"] == {"a": "1", "turn": "2"}


def test_a_refresh_sees_it_and_it_is_mended(life: Life) -> None:
    assert life.changes["refreshed"] == {"create": 1, "update": 4}
    found = life.found["refreshed"]
    assert [found[name].inputs["retentionInDays"] for name in ("touched", "untouched", "gone")] == [30, 30, 30]
    assert found["hidden"].inputs["tags"] == {"open": "1", "hidden": SECRET}
    assert life.changes["again"] == {}


def test_what_is_ignored_stays_as_it_was_found(life: Life) -> None:
    found = life.found["again"]
    assert found["ignored"].inputs["retentionInDays"] == 1
    assert found["half-ignored"].inputs["tags"] == {"a": "by hand", "turn": "0"}
    assert life.states["again"]["ignored"]["inputs"]["retentionInDays"] == 1, "the state knows it"


def test_an_imported_resource_becomes_what_the_program_says(life: Life) -> None:
    assert life.changes["imported"] == {"import": 1, "update": 1}
    assert life.states["imported"]["hidden"]["importID"] == life.states["again"]["hidden"]["id"]
    assert len([thing for thing in life.found["imported"].values() if thing.type == QUEUE]) == 1


def test_a_call_that_was_throttled_is_made_by_the_next_up(life: Life) -> None:
    assert "ThrottlingException: Rate exceeded" in life.said["throttled"]
    assert life.found["throttled"]["touched"].inputs["tags"]["turn"] == "2"
    assert life.found["patient"]["touched"].inputs["tags"]["turn"] == "3"


@pytest.mark.parametrize("step", ["ready", "refreshed", "imported", "patient"])
def test_a_secret_stays_one_through_refresh_and_import(step: str, life: Life) -> None:
    kept = life.states[step]["hidden"]
    for values in (kept["inputs"], kept["outputs"]):
        assert values["tags"]["open"] == "1"
        assert values["tags"]["hidden"].keys() == {SIGNATURE, "ciphertext"}
    assert CANARY not in life.said[step]


def test_a_secret_is_plain_text_in_no_file_and_is_still_the_right_one(life: Life) -> None:
    assert life.leaks() == []
    shown = life.engine.run("stack", "output", "hidden", "--show-secrets")
    assert json.loads(shown.output) == {"open": "1", "hidden": CANARY}
