"""Packages of GitHub: what the retention lets go is shown, then deleted; what an index refers to stays."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.infra.operations.registry.conftest import Done, Type
from tests.infra.operations.registry.server import World


@pytest.fixture
def prune(typed: Type, tmp_path: Path, waits: list[float]) -> Type:
    for file in ("Pulumi.yaml", "Pulumi.account.yaml"):
        shutil.copy(ROOT / file, tmp_path / file)

    def run(*more: str) -> Done:
        return typed("prune", "shop", *more)

    return run


PACKAGE = "legacy/cart"


@pytest.fixture
def listed(world: World) -> dict[str, str]:
    """12 of dev, two too many; an index of prod with its children; an old image without a tag."""
    repository = f"shop/{PACKAGE}"
    found = {}
    for number in range(12):
        found[f"dev-{number}"] = world.image(repository, f"dev-{number}", salt=str(number))
        world.version(PACKAGE, found[f"dev-{number}"], 40 - number, f"dev-{number}")
    found["index"] = world.image(repository, "prod-1", "amd64", "arm64")
    world.version(PACKAGE, found["index"], 50, "prod-1")
    for digest in world.repositories[repository].manifests:
        if digest not in found.values():
            found[f"child{len(found)}"] = digest
            world.version(PACKAGE, digest, 50)
    found["stale"] = world.image(repository, "", salt="stale")
    world.version(PACKAGE, found["stale"], 3)
    return found


def _left(world: World) -> set[str]:
    return {one["name"] for one in world.versions[PACKAGE]}


def test_a_dry_run_shows_what_goes_and_deletes_nothing(prune: Type, world: World, listed: dict[str, str]) -> None:
    done = prune()
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert [line.split()[1:3] for line in lines[:-1]] == [
        [listed["stale"][:19], "untagged"],
        [listed["dev-1"][:19], "dev-1"],
        [listed["dev-0"][:19], "dev-0"],
    ]
    assert lines[-1] == "1 packages, 16 versions, 3 to delete"
    assert not [asked for asked in world.asked if asked.startswith("DELETE")]


@pytest.mark.parametrize("kind", ["Organization", "User"])
def test_yes_deletes_exactly_that(prune: Type, world: World, listed: dict[str, str], kind: str) -> None:
    world.kind = kind
    before = _left(world)
    done = prune("--yes")
    assert done.out.endswith("3 deleted.\n")
    assert before - _left(world) == {listed["dev-0"], listed["dev-1"], listed["stale"]}
    paths = {asked.split("/")[2] for asked in world.asked if "/packages/" in asked}
    assert paths == {"orgs" if kind == "Organization" else "users"}
    assert prune("--yes").out.endswith("0 deleted.\n")


def test_only_the_packages_that_are_named(prune: Type, world: World, listed: dict[str, str]) -> None:
    world.version("other", world.image("shop/other", "x"), 1, "x")
    assert "2 packages, 17 versions" in prune().out
    assert "1 packages, 1 versions, 0 to delete" in prune("--package", "other").out


def test_another_policy(prune: Type, world: World, listed: dict[str, str], tmp_path: Path) -> None:
    policy = (
        '{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "tagged", "tagPatternList": ["dev-*"], '
        '"countType": "imageCountMoreThan", "countNumber": 11}, "action": {"type": "expire"}}]}'
    )
    (tmp_path / "policy.json").write_text(policy, encoding="utf-8")
    assert "1 to delete" in prune("--policy", "policy.json").out
    (tmp_path / "policy.json").write_text("{}", encoding="utf-8")
    refused = prune("--policy", "policy.json")
    assert refused.code == 2
    assert "policy.json: rules: this key is missing" in refused.err


def test_without_every_index_nothing_is_deleted(prune: Type, world: World, listed: dict[str, str]) -> None:
    world.fails(f"GET /v2/.*/manifests/{listed['index']}", 404, times=9)
    done = prune("--yes")
    assert done.code == 3
    assert f"there is no image {listed['index']}" in done.err
    assert len(_left(world)) == 16


FAULTS = {
    "401": (("GET /api/users", 401, {}), "(HTTP 401). For example: GHCR_TOKEN with a token that has read:packages"),
    "404": (
        ("GET /api/users", 404, {}),
        "or the credential may not see it (HTTP 404). For example: a name",
    ),
    "429": (("versions$", 429, {}), "4 times (HTTP 429). For example: the same command in some minutes\n"),
    "the hour's limit": (
        ("versions$", 403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999"}),
        "it asks for an hour (HTTP 403). For example: the same command after an hour\n",
    ),
    "a cut connection": (("versions$", 0, {}), "the connection was cut 4 times"),
}


@pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS)
def test_what_goes_wrong_is_one_message_and_nothing_is_deleted(
    fault: tuple[str, int, dict[str, str]], message: str, prune: Type, world: World, listed: dict[str, str]
) -> None:
    pattern, status, headers = fault
    world.fails(pattern, status, 9, headers=headers)
    done = prune("--yes")
    assert done.code == 3
    assert message in done.err
    assert "For example: " in done.err
    assert len(_left(world)) == 16


def test_a_deletion_that_fails_says_how_far_it_came_and_the_next_run_goes_on(
    prune: Type, world: World, listed: dict[str, str]
) -> None:
    world.fails("DELETE", 500, times=9, skip=1)
    done = prune("--yes")
    assert done.code == 3
    assert "1 of 3 were deleted; the same command goes on." in done.err
    world.faults.clear()
    assert prune("--yes").out.endswith("2 deleted.\n")


def test_a_pause_that_github_asks_for_is_made(
    prune: Type, world: World, listed: dict[str, str], waits: list[float]
) -> None:
    world.fails("versions$", 403, 1, headers={"retry-after": "30"})
    assert prune().code == 0
    assert waits == [30.0]


def test_without_a_token_it_says_which_variable(prune: Type, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GHCR_TOKEN")
    done = prune()
    assert done.code == 3
    assert done.err == (
        "the environment has no GHCR_TOKEN. For example: GHCR_TOKEN with a token that has read:packages and "
        "delete:packages\n"
    )
