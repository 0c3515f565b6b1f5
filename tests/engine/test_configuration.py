"""The engine's configuration reaches the program: the command line, the file, and secure values."""

import json
from pathlib import Path

from tests.engine.workspace import Workspace

SERVICE = "aws:ecs/service:Service"
TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition"
CANARY = "canary-3f9a1c7e"


def test_a_value_given_on_the_command_line_is_used(workspace: Workspace) -> None:
    workspace.dev_stack("flags")
    value = ("-c", "pyairtable-infra:cluster.spot_percent=100", "--config-path")
    done = workspace.pulumi("preview", "--stack", "flags", "--json", *value)
    services = [step["newState"] for step in json.loads(done.stdout)["steps"] if step["newState"]["type"] == SERVICE]
    providers = {
        one["capacityProvider"] for service in services for one in service["inputs"]["capacityProviderStrategies"]
    }
    assert len(services) == 8
    assert providers == {"FARGATE_SPOT"}


def test_a_secure_value_reaches_the_task_and_is_plain_text_nowhere(workspace: Workspace) -> None:
    workspace.dev_stack("secure")
    path = "pyairtable-infra:services.api-gateway.environment.LICENSE"
    workspace.pulumi("config", "set", "--stack", "secure", "--secret", "--path", path, CANARY)
    done = workspace.pulumi("up", "--yes", "--skip-preview", "--stack", "secure", "--diff")

    shown = workspace.pulumi("stack", "export", "--stack", "secure", "--show-secrets").stdout
    resources = json.loads(shown)["deployment"]["resources"]
    definitions = {one["urn"].rsplit("::", 1)[-1]: one for one in resources if one["type"] == TASK_DEFINITION}
    assert CANARY in json.dumps(definitions["api-gateway"]["inputs"]["containerDefinitions"])

    written = "".join(file.read_text() for file in _files(workspace.folder.parent / "backend"))
    assert "api-gateway" in written, "the state is there"
    assert CANARY not in written
    assert CANARY not in done.stdout + done.stderr
    assert CANARY not in (workspace.folder / "Pulumi.secure.yaml").read_text()


def test_a_wrong_profile_is_told_by_name(workspace: Workspace) -> None:
    workspace.dev_stack("wrong", change=("spot_percent: 80", "spot_percent: 120"))
    done = workspace.pulumi("preview", "--stack", "wrong", ok=False)
    assert done.returncode != 0
    assert "cluster.spot_percent: 120 " in done.stdout + done.stderr
    assert "For example: 50" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*.json*")) if file.is_file()]
