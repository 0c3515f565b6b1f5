"""No credential in plain text: canaries go in by every way that a value can, and every artefact is searched for them.

The ways: a secure value of the stack file, passwords that are made up while the program runs, credentials among the
environment variables, and `secrets put`, which has its own test in tests/infra/cli/test_secrets.py.
"""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from tests.engine.grpc_log import Log
from tests.engine.workspace import Workspace

STACK = "sealed"
SECURE, OTHER = "canary-secure-3f9a1c7e", "canary-other-88d0e2b1"
VARIABLES = {
    name: f"canary-variable-{name.lower()}"
    for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GHCR_TOKEN", "GITHUB_TOKEN", "REGISTRY_TOKEN")
}
MADE_UP = "NotAPasswordNotAPassword"
"""What the stand-in of Secrets Manager answers when it is asked for a password."""
CANARIES = ("canary-", MADE_UP)
TOOL = str(Path(sys.executable).with_name("pyairtable-infra"))
PASSWORDS = (
    ("instance_class: db.t4g.micro", "instance_class: db.t4g.micro, master: { kind: secret }"),
    ("node_type: cache.t4g.micro", "node_type: cache.t4g.micro, authentication: password"),
)
OPENED = {
    SECURE: {"LanguageRuntime/Run", "ResourceMonitor/GetDeploymentInfo"},
    MADE_UP: {"ResourceMonitor/Invoke", "ResourceProvider/Invoke"},
    **{value: set() for value in VARIABLES.values()},
}
"""Where the engine itself hands a value over in plain text: the configuration, and the answer to a question."""


@dataclass
class Searched:
    """Everything that was written or shown, by what it is."""

    workspace: Workspace
    plain: str = ""
    """The state with its secrets opened: the canaries are in there."""
    shown: dict[str, str] = field(default_factory=dict)
    logs: tuple[Log, ...] = ()

    def pulumi(self, *words: str, log: Path | None = None) -> str:
        done = self.workspace.pulumi(*words, log=log)
        self.shown[f"pulumi {' '.join(words[:2])} {len(self.shown)}"] = done.stdout + done.stderr
        return done.stdout

    def tool(self, *words: str) -> str:
        """Run our own command in the workspace, and keep what it says."""
        done = subprocess.run(
            [TOOL, *words],
            cwd=self.workspace.folder,
            env={**self.workspace.environment, **VARIABLES, "COLUMNS": "400"},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode in (0, 1), f"{words}\n{done.stdout}\n{done.stderr}"
        self.shown[f"{' '.join(words[:2])} {len(self.shown)}"] = done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory, pulumi: Pulumi) -> Searched:
    place = tmp_path_factory.mktemp("canaries")
    found = Searched(Workspace.create(tmp_path_factory.mktemp("engine"), pulumi))
    found.workspace.environment.update(VARIABLES)
    folder = found.workspace.folder
    found.workspace.dev_stack(STACK)
    (folder / "Pulumi.dev.yaml").unlink()  # which the stack is a copy of, networks and all
    file = folder / f"Pulumi.{STACK}.yaml"
    text = file.read_text()
    for old, new in PASSWORDS:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)
    secure = ("--stack", STACK, "--secret", "--path", "pyairtable-infra:services.api-gateway.environment.LICENSE")
    found.workspace.pulumi("config", "set", *secure, SECURE)
    found.tool("plan", STACK, "-o", str(place / "plan.json"))
    found.tool("preview", STACK, "--markdown", str(place / "preview.md"), "--json", str(place / "assessment.json"))
    found.pulumi("config", "--stack", STACK)

    logs = [place / "preview.log", place / "up.log"]
    given = ("--stack", STACK)
    (place / "preview.json").write_text(found.pulumi("preview", "--json", "--show-sames", *given, log=logs[0]))
    found.pulumi(
        "up", "--yes", "--skip-preview", "--diff", "--event-log", str(place / "events.json"), *given, log=logs[1]
    )
    found.logs = tuple(map(Log, logs))
    (place / "state.json").write_text(found.pulumi("stack", "export", *given))
    found.pulumi("stack", "output", "--json", *given)
    found.pulumi("stack", "history", "--json", *given)
    found.plain = found.workspace.pulumi("stack", "export", "--show-secrets", *given).stdout
    opened = {name: place / f"opened-{name}.json" for name in ("old", "new")}
    opened["old"].write_text(found.plain)
    opened["new"].write_text(found.plain.replace(SECURE, OTHER))

    found.tool("preview", STACK, "--against", str(opened["old"]))
    for target in (place / "preview.json", place / "state.json", opened["old"]):
        found.tool("cost", str(target), "--json", "-")
        found.tool("cost", str(target))
    found.tool("diff", str(opened["old"]), str(opened["new"]))
    found.tool("diff", str(opened["old"]), str(opened["new"]), "--json", "-")
    found.tool("access", "api-gateway", "--in", str(opened["old"]))
    for file in [*sorted(place.glob("*.json")), place / "preview.md"]:
        if file not in opened.values():
            found.shown[file.name] = file.read_text()
    return found


def test_the_canaries_went_the_whole_way(searched: Searched) -> None:
    assert SECURE in searched.plain, "the variable of the service"
    assert MADE_UP in searched.plain, "the passwords"
    assert len(searched.shown) > 20
    assert [name for name, text in searched.shown.items() if not text] == ["plan sealed 0"], "it goes into a file"


def test_nothing_that_is_shown_or_written_holds_one(searched: Searched) -> None:
    leaks = {name: [each for each in CANARIES if each in text] for name, text in searched.shown.items()}
    assert {name: found for name, found in leaks.items() if found} == {}


def test_nothing_that_the_engine_keeps_holds_one(searched: Searched) -> None:
    project = searched.workspace.folder
    kept = [file for file in project.parent.rglob("*") if file.is_file()]
    found = [
        str(file.relative_to(project.parent))
        for file in kept
        if not file.is_relative_to(project / "src")
        and any(each.encode() in file.read_bytes() for each in (SECURE, OTHER, MADE_UP, *VARIABLES.values()))
    ]
    assert any("backend" in file.parts for file in kept), "the state and its history are there"
    assert found == []


@pytest.mark.parametrize("number", [0, 1])
def test_the_log_of_calls_holds_one_only_where_the_engine_itself_opens_it(number: int, searched: Searched) -> None:
    assert {canary: searched.logs[number].open_in(canary) for canary in OPENED} == OPENED
