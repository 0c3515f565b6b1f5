"""Assets and archives carry the hashes that the engine computes: each one here was read from a state."""

import zipfile
from pathlib import Path

import pulumi
import pytest
from pulumi import AssetArchive, FileArchive, FileAsset, StringAsset

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import SIGNATURE
from tests.infra.engine.programs import Raw, named

ASSET, ARCHIVE = "c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"

SUB = "deep/" + "n" * 80 + "/" + "m" * 60 + ".txt"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "dir/sub").mkdir(parents=True)
    (tmp_path / "one.txt").write_text("hello\n")
    (tmp_path / "dir/a.txt").write_text("a\n")
    (tmp_path / "dir/sub/b.txt").write_text("b\n")
    return tmp_path


def _input(project: Path, value: pulumi.Asset | pulumi.Archive) -> dict[str, object]:
    def program() -> None:
        Raw("one", {"value": value})

    found = named(run(program, project="example", stack_name="test", root=project), "one").inputs["value"]
    assert isinstance(found, dict)
    return found


def test_a_text_has_the_hash_of_its_bytes(project: Path) -> None:
    assert _input(project, StringAsset("hello")) == {
        SIGNATURE: ASSET,
        "text": "hello",
        "hash": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    }


def test_a_file_is_told_relative_to_the_project(project: Path) -> None:
    expected = {
        SIGNATURE: ASSET,
        "path": "one.txt",
        "hash": "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
    }
    assert _input(project, FileAsset("one.txt")) == expected
    assert _input(project, FileAsset(str(project / "one.txt"))) == expected


def test_a_folder_has_the_hash_of_the_engine_s_archive(project: Path) -> None:
    assert _input(project, FileArchive("./dir/")) == {
        SIGNATURE: ARCHIVE,
        "path": "dir",
        "hash": "815a3095b376d9cfc757183933d8524212f1163abb12242536ee8cedb61e2864",
    }


def test_an_archive_of_assets_and_folders_has_the_hash_of_the_engine_s_archive(project: Path) -> None:
    archive = AssetArchive(
        {"a.txt": StringAsset("x"), "dir": FileArchive("dir"), "b/c.txt": FileAsset("one.txt")},
    )
    found = _input(project, archive)
    assert found["hash"] == "b9e7a26839ea8d13bd60aba2cf715abc51f26c8bf3678f4cb22f20cd7bf62ae1"
    members = found["assets"]
    assert isinstance(members, dict)
    assert {name: member["hash"][:8] for name, member in members.items()} == {
        "a.txt": "2d711642",
        "b/c.txt": "5891b5b5",
        "dir": "815a3095",
    }


def test_a_long_name_in_an_archive_is_split_as_the_engine_splits_it(project: Path) -> None:
    with zipfile.ZipFile(project / "z.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("x.txt"), "xx")
        archive.writestr(zipfile.ZipInfo("d/y.txt"), "yy")
    twice: dict[str, pulumi.Asset | pulumi.Archive] = {
        SUB: StringAsset("long"),
        "z": FileArchive("z.zip"),
        "zdir/x.txt": StringAsset("dup"),
    }
    assert (
        _input(project, AssetArchive(twice))["hash"]
        == "34abf763a2b72b6472f46ca2809c37de2f829a0b25de5af1efc0de4a9184c095"
    )


def test_of_two_members_with_one_name_the_first_counts(project: Path) -> None:
    twice: dict[str, pulumi.Asset | pulumi.Archive] = {
        "d": FileArchive("dir"),
        "d/a.txt": StringAsset("other"),
        "d/z.txt": StringAsset("z"),
    }
    expected = "91b90e8a8168fff5bd3b0d5789625609a0c0d2803d8cdc200327fa78deeeb918"
    assert _input(project, AssetArchive(twice))["hash"] == expected


def test_an_empty_archive_has_a_hash(project: Path) -> None:
    assert (
        _input(project, AssetArchive({}))["hash"] == "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
    )


def test_a_packed_archive_has_the_hash_of_the_file(project: Path) -> None:
    (project / "some.zip").write_bytes(b"hello")
    assert str(_input(project, FileArchive("some.zip"))["hash"]).startswith("2cf24dba")


def test_another_content_has_another_hash(project: Path) -> None:
    before = _input(project, FileArchive("dir"))["hash"]
    (project / "dir/sub/b.txt").write_text("c\n")
    assert _input(project, FileArchive("dir"))["hash"] != before


def test_a_file_that_is_not_there_is_named(project: Path) -> None:
    with pytest.raises(EngineError, match=r"an asset cannot be read: .*missing.txt: No such file or directory"):
        _input(project, FileAsset("missing.txt"))


def test_a_file_on_another_machine_is_refused(project: Path) -> None:
    with pytest.raises(EngineError, match=r"https://example.com/x is not read for a plan. Give a file instead"):
        _input(project, pulumi.RemoteAsset("https://example.com/x"))
