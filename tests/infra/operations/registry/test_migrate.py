"""The move to the layout: planned, run, cut off and resumed, and never half an image."""

import json
from pathlib import Path

import pytest

from pyairtable_infra.operations.registry.migrate import generation_of, plan
from pyairtable_infra.operations.registry.oci import Registry
from tests.infra.operations.registry.conftest import Done, Type
from tests.infra.operations.registry.server import TOKEN, Repository, World, digest_of, serving


@pytest.fixture
def old(world: World) -> dict[str, str]:
    """What lies at the source: each image with its digest."""
    return {
        tag: world.image("reg-kris/frontend", tag, *platforms, salt=tag)
        for tag, platforms in {
            "v1.0.0": ("amd64",),
            "v1.1.0": ("amd64", "arm64"),
            "v2.0.0": ("amd64", "arm64"),
            "latest": ("amd64",),
            "wip": ("amd64",),
        }.items()
    }


@pytest.fixture
def migrate(typed: Type, world: World, waits: list[float]) -> Type:
    def run(*more: str, to: str = "") -> Done:
        target = to or f"{world.host}/new"
        return typed("migrate", "--from", f"{world.host}/reg-kris", "--to", target, "--image", "frontend", *more)

    return run


@pytest.mark.parametrize(
    ("tag", "generation"),
    [
        ("v1.0.0", "legacy"), ("1.2", "legacy"), ("v1", "legacy"), ("v2.1.0", "microservices"), ("latest", "shared"),
        ("v10.0.0", None), ("v12", None), ("dev-1", None), ("v2x", None), ("sha256-0f.sig", None),
    ],
)  # fmt: skip
def test_the_layout_by_tag(tag: str, generation: str | None) -> None:
    assert generation_of(tag) == generation
    assert generation_of(tag, "shared") == (generation or "shared")


def test_a_plan_says_what_goes_where_and_changes_nothing(migrate: Type, world: World, old: dict[str, str]) -> None:
    done = migrate("--image", "gone")
    assert done.code == 0
    host = world.host
    assert done.out.splitlines() == [
        f"to copy {host}/reg-kris/frontend:latest -> {host}/new/shared/frontend:latest",
        f"to copy {host}/reg-kris/frontend:v1.0.0 -> {host}/new/legacy/frontend:v1.0.0",
        f"to copy {host}/reg-kris/frontend:v1.1.0 -> {host}/new/legacy/frontend:v1.1.0",
        f"to copy {host}/reg-kris/frontend:v2.0.0 -> {host}/new/microservices/frontend:v2.0.0",
        f"left    {host}/reg-kris/frontend:wip: no generation has its tag; --others names one",
        "absent  gone: the source has no such image",
        "4 to copy, 0 there, 0 other, 1 left, 1 absent",
    ]
    assert set(world.repositories) == {"reg-kris/frontend"}
    assert not Path("registry-migrate.json").exists()


def _moved(world: World, old: dict[str, str]) -> None:
    """Everything is at its place, byte for byte, with all that it refers to."""
    for tag, folder in {"v1.0.0": "legacy", "v1.1.0": "legacy", "v2.0.0": "microservices", "latest": "shared"}.items():
        there = world.repositories[f"new/{folder}/frontend"]
        assert there.tags[tag] == old[tag]
        _whole(there, old[tag])


def _whole(there: Repository, digest: str) -> None:
    _, body = there.manifests[digest]
    assert digest_of(body) == digest
    content = json.loads(body)
    for child in content.get("manifests", ()):
        _whole(there, child["digest"])
    for blob in (content["config"], *content["layers"]) if "config" in content else ():
        assert digest_of(there.blobs[blob["digest"]]) == blob["digest"]


def test_a_move_copies_all_and_a_second_one_finds_all_there(migrate: Type, world: World, old: dict[str, str]) -> None:
    done = migrate("--yes")
    assert (done.code, done.err.count("GHCR")) == (0, 0), done.err
    assert done.out.endswith("4 copied and verified.\n")
    _moved(world, old)
    writes = [asked for asked in world.asked if asked.startswith(("PUT", "POST"))]
    assert not [asked for asked in writes if asked.startswith("PUT") and "/blobs/" in asked], (
        "a neighbour's are mounted"
    )
    again = migrate("--yes")
    assert "0 to copy, 4 there" in again.out
    assert writes == [asked for asked in world.asked if asked.startswith(("PUT", "POST"))]


def test_between_two_registries_blobs_are_copied(
    migrate: Type, world: World, old: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGISTRY_TOKEN", TOKEN)
    with serving(World()) as other:
        assert migrate("--yes", to=f"{other.host}/new").code == 0
        _moved(other, old)


def test_tags_of_no_generation_go_where_a_person_says(migrate: Type, world: World, old: dict[str, str]) -> None:
    assert migrate("--yes", "--others", "shared").code == 0
    assert world.repositories["new/shared/frontend"].tags["wip"] == old["wip"]
    refused = migrate("--others", "v3")
    assert refused.code == 2
    assert "v3 is no generation" in refused.err


@pytest.mark.parametrize("status", [0, 500])
@pytest.mark.parametrize(
    "request_", ["PUT .*/manifests/v1.1.0", "PUT .*/manifests/sha256", "POST .*/uploads", "GET .*/manifests/sha256"]
)
@pytest.mark.parametrize("skip", [0, 2])
def test_a_move_that_was_cut_off_goes_on_and_no_tag_is_half(
    migrate: Type, world: World, old: dict[str, str], *, request_: str, skip: int, status: int
) -> None:
    world.fails(request_, status, times=4, skip=skip)
    first = migrate("--yes")
    for there in world.repositories.values():
        for digest in there.tags.values():
            _whole(there, digest)
    if first.code:
        assert first.code == 3
        assert first.err.count("Traceback") == 0
        world.faults.clear()
        assert migrate("--yes").code == 0
    _moved(world, old)


def test_what_the_journal_names_is_not_asked_for_again(migrate: Type, world: World, old: dict[str, str]) -> None:
    world.fails("PUT .*/microservices/", 403, times=9)
    assert migrate("--yes").code == 3
    done = json.loads(Path("registry-migrate.json").read_text(encoding="utf-8"))["done"]
    assert done == {
        f"{world.host}/new/shared/frontend:latest": old["latest"],
        f"{world.host}/new/legacy/frontend:v1.0.0": old["v1.0.0"],
        f"{world.host}/new/legacy/frontend:v1.1.0": old["v1.1.0"],
    }
    world.faults.clear()
    world.asked.clear()
    assert migrate("--yes").out.endswith("1 copied and verified.\n")
    assert not [asked for asked in world.asked if "/new/legacy/" in asked]


def test_a_name_that_is_taken_stops_the_move_before_it_begins(migrate: Type, world: World, old: dict[str, str]) -> None:
    world.image("new/legacy/frontend", "v1.0.0", salt="another")
    done = migrate("--yes")
    assert done.code == 3
    assert "new/legacy/frontend:v1.0.0 is another image than" in done.err
    assert "nothing was copied" in done.err
    assert not [asked for asked in world.asked if asked.startswith(("PUT", "POST"))]


def test_a_blob_that_is_not_what_its_digest_says_is_not_written(
    migrate: Type, world: World, old: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = world.repositories["reg-kris/frontend"].blobs
    for digest in blobs:
        blobs[digest] = b"something else"
    monkeypatch.setenv("REGISTRY_TOKEN", TOKEN)
    with serving(World()) as other:
        done = migrate("--yes", to=f"{other.host}/new")
        assert done.code == 3
        assert "came as sha256:" in done.err
        assert not [there.tags for there in other.repositories.values() if there.tags]


FAULTS = {
    "401": (
        "GET /token",
        401,
        {},
        "the credential is not taken (HTTP 401). For example: GHCR_TOKEN in the environment",
    ),
    "403": ("GET .*/tags/list", 403, {}, "the credential does not allow it (HTTP 403). For example: GHCR_TOKEN"),
    "429 for long": (
        "GET .*/tags/list",
        429,
        {"Retry-After": "3600"},
        "it asks for 3600 s (HTTP 429). For example: the same command after 3600 s\n",
    ),
    "a cut connection": ("GET .*/tags/list", 0, {}, "the connection was cut 4 times"),
}


@pytest.mark.parametrize(("pattern", "status", "headers", "message"), FAULTS.values(), ids=FAULTS)
def test_what_goes_wrong_is_one_message(
    migrate: Type,
    world: World,
    old: dict[str, str],
    *,
    pattern: str,
    status: int,
    headers: dict[str, str],
    message: str,
) -> None:
    world.fails(pattern, status, 9, headers=headers)
    done = migrate("--yes")
    assert (done.code, done.out) == (3, "")
    assert message in done.err
    assert "For example: " in done.err


def test_a_short_pause_that_the_registry_asks_for_is_made(
    registry: Registry, world: World, old: dict[str, str], waits: list[float]
) -> None:
    world.fails("GET .*/tags/list", 429, 2, headers={"Retry-After": "7"})
    move = plan((registry, "reg-kris"), (registry, "new"), ["frontend"])
    assert len(move.open) == 4
    assert waits == [7.0, 7.0]


@pytest.mark.parametrize("journal", ["[]", "{", '{"done": 1}'])
def test_a_file_that_is_no_journal_is_refused(migrate: Type, old: dict[str, str], tmp_path: Path, journal: str) -> None:
    (tmp_path / "j.json").write_text(journal, encoding="utf-8")
    done = migrate("--yes", "--journal", "j.json")
    assert (done.code, done.err) == (
        2,
        "j.json: this is no journal of a move. For example: --journal registry-migrate.json\n",
    )


@pytest.mark.parametrize("place", ["ghcr", "https://ghcr.io/a"])
def test_a_place_that_is_none_is_refused(typed: Type, world: World, place: str) -> None:
    done = typed("migrate", "--from", place)
    assert (done.code, done.err) == (
        2,
        f"{place!r} is no registry and folder. For example: ghcr.io/pyairtable-org\n",
    )
