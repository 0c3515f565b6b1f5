"""Tags become digests, and come into the stack file with everything else as it was."""

import json
import shutil
from pathlib import Path

import pytest

from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.engine.run import run
from pyairtable_infra.operations.registry.pin import wanted, with_digests
from pyairtable_infra.profile.loader import load, load_text
from pyairtable_infra.profile.platform import SERVICES
from tests.conftest import ROOT
from tests.infra.operations.registry.conftest import Type
from tests.infra.operations.registry.server import World

A, B = f"sha256:{'a' * 64}", f"sha256:{'b' * 64}"
FILE = (ROOT / "Pulumi.dev.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "section",
    [
        "",
        "  pyairtable-infra:images:\n    registry: ghcr.io/shop # ours\n",
        "  pyairtable-infra:images: { registry: ghcr.io/shop } # ours\n",
        "  pyairtable-infra:images: {}\n",
        f"  pyairtable-infra:images:\n    digests: # pinned\n      frontend: {B} # old\n    generation: legacy # v1\n",
        f"  pyairtable-infra:images:\n    digests: {{ frontend: '{B}' }} # pinned\n",
        f"  pyairtable-infra:images: {{ digests: {{ frontend: '{B}' }}, generation: legacy }}\n",
    ],
    ids=["no section", "block", "flow", "empty", "digests", "digests as a flow", "all as a flow"],
)
@pytest.mark.parametrize("tail", ["", "# the end\n"])
def test_digests_come_into_the_file_and_every_comment_stays(section: str, tail: str) -> None:
    before = FILE + section + tail
    after = with_digests(before, {"frontend": A, "mcp-server": B}, "Pulumi.dev.yaml")
    profile = load_text("dev", after, ROOT)
    assert profile.images.digests == {"frontend": A, "mcp-server": B}
    rest = {"digests", "services"}
    assert profile.images.model_dump(exclude=rest) == load_text("dev", before, ROOT).images.model_dump(exclude=rest)
    comments = [line.partition("#")[2] for line in before.splitlines() if "#" in line]
    assert all(comment in after for comment in comments if comment != " old")
    assert with_digests(after, {"frontend": A, "mcp-server": B}, "Pulumi.dev.yaml") == after


def test_a_pinned_service_runs_by_its_digest_and_others_by_their_tag() -> None:
    profile = load_text("dev", with_digests(FILE, {"frontend": A}, "Pulumi.dev.yaml"), ROOT)
    assert profile.services["frontend"].image == f"ghcr.io/pyairtable-org/legacy/frontend@{A}"
    assert profile.services["mcp-server"].image == "ghcr.io/pyairtable-org/legacy/mcp-server:v1.0.0"


@pytest.mark.thorough
def test_a_pinned_task_runs_by_its_digest_and_keeps_its_tag_in_the_file() -> None:
    image = "ghcr.io:443/pyairtable-org/legacy/cleanup"
    text = with_digests(
        f"{FILE}  pyairtable-infra:tasks:\n"
        f"    nightly: {{ image: '{image}:v1.0.0', schedule: cron(0 3 * * ? *) }}\n"
        f"    once: {{ image: '{image}@{B}' }}\n",
        {"nightly": A},
        "Pulumi.dev.yaml",
    )
    profile = load_text("dev", text, ROOT)
    plan = run(lambda: deploy(profile), project="pyairtable-infra", stack_name="dev", root=ROOT)
    definitions = {one.name: one for one in plan.resources if one.type == "aws:ecs/taskDefinition:TaskDefinition"}
    images = {name: json.loads(one.inputs["containerDefinitions"])[0]["image"] for name, one in definitions.items()}
    assert (images["nightly"], images["once"]) == (f"{image}@{A}", f"{image}@{B}")
    found = wanted(profile)
    assert (str(found["nightly"]), "once" in found) == (f"{image}:v1.0.0", False)


def test_pin_resolves_the_tags_of_tasks_too(
    typed: Type, world: World, project: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _named(world, monkeypatch, tmp_path)
    project["cleanup"] = world.image("shop/tools/cleanup", "v3")
    with file.open("a", encoding="utf-8") as stack:
        stack.write(f"  pyairtable-infra:tasks: {{ cleanup: {{ image: '{world.host}/shop/tools/cleanup:v3' }} }}\n")
    assert typed("pin", "dev", "--write").code == 0
    assert load("dev", tmp_path).images.digests == project
    assert typed("pin", "dev").out.endswith("9 images, 0 not pinned so far\n")


@pytest.fixture
def project(world: World, tmp_path: Path) -> dict[str, str]:
    """A project whose images lie in the registry of this machine; the digest of each."""
    for file in ("Pulumi.yaml", "Pulumi.dev.yaml"):
        shutil.copy(ROOT / file, tmp_path / file)
    with (tmp_path / "Pulumi.dev.yaml").open("a", encoding="utf-8") as stack:
        stack.write("  pyairtable-infra:images: { registry: REGISTRY } # here\n")
    return {name: world.image(f"shop/legacy/{name}", "v1.0.0", "amd64", "arm64") for name in SERVICES}


def _named(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    file = tmp_path / "Pulumi.dev.yaml"
    # A registry is a host with a dot, and a port.
    file.write_text(file.read_text(encoding="utf-8").replace("REGISTRY", f"{world.host}/shop"), encoding="utf-8")
    return file


def test_pin_shows_and_then_writes(
    typed: Type, world: World, project: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _named(world, monkeypatch, tmp_path)
    before = file.read_text(encoding="utf-8")
    shown = typed("pin", "dev")
    assert shown.code == 0, shown.err
    assert f"frontend: {world.host}/shop/legacy/frontend:v1.0.0 is {project['frontend']} (not pinned)" in shown.out
    assert file.read_text(encoding="utf-8") == before
    assert typed("pin", "dev", "--write").code == 0
    assert load("dev", tmp_path).images.digests == project
    assert "# here" in file.read_text(encoding="utf-8")
    assert typed("pin", "dev").out.endswith("8 images, 0 not pinned so far\n")


def test_a_tag_that_has_moved_is_told(
    typed: Type, world: World, project: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _named(world, monkeypatch, tmp_path)
    typed("pin", "dev", "--write")
    moved = world.image("shop/legacy/frontend", "v1.0.0", salt="new")
    out = typed("pin", "dev").out
    assert f"is {moved} (was {project['frontend'][:19]})" in out
    assert "8 images, 1 not pinned so far" in out


FAULTS = {
    "401": (
        ("GET /token", 401, 9),
        "the credential is not taken (HTTP 401). For example: GHCR_TOKEN in the environment",
    ),
    "404": (("HEAD .*mcp-server", 404, 9), "mcp-server: there is no image "),
    "429": (("HEAD .*mcp-server", 429, 9), "there were too many requests, 4 times (HTTP 429)."),
    "a cut connection": (("HEAD .*mcp-server", 0, 9), "the connection was cut 4 times ("),
    "a broken server": (("HEAD .*mcp-server", 503, 9), "the server refuses it (HTTP 503)."),
}


@pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS)
def test_what_goes_wrong_is_one_message_and_writes_nothing(
    *,
    typed: Type,
    world: World,
    waits: list[float],
    project: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: tuple[str, int, int],
    message: str,
) -> None:
    file = _named(world, monkeypatch, tmp_path)
    before = file.read_text(encoding="utf-8")
    pattern, status, times = fault
    world.fails(pattern, status, times)
    done = typed("pin", "dev", "--write")
    assert done.code == 3
    assert message in done.err
    assert "For example: " in done.err
    assert done.err.count("\n") == 1
    assert file.read_text(encoding="utf-8") == before
