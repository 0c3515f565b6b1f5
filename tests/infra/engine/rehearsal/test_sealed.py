"""The place of a rehearsal: apart from the user's, and gone at the end."""

from pathlib import Path

import pytest

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.rehearsal.sealed import sealed

PULUMI = Pulumi(Path("/somewhere/pulumi"), "v3.259.0")


def test_nothing_of_the_users_reaches_a_command_but_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name in ("PULUMI_ACCESS_TOKEN", "PULUMI_STACK", "AWS_PROFILE", "AWS_SECRET_ACCESS_KEY", "PYTHONPATH"):
        monkeypatch.setenv(name, "the user's")
    with sealed(PULUMI) as place:
        assert "the user's" not in place.environment.values()
        assert {place.environment["HOME"], place.environment["PULUMI_HOME"]} == {str(place.folder / "home")}
        assert place.environment["PULUMI_BACKEND_URL"] == place.backend.as_uri()
        first, second = place.environment["PATH"].split(":")[:2]
        assert (first, second) == (str(place.plugins), "/somewhere")


@pytest.mark.parametrize("error", [None, KeyboardInterrupt, EngineError])
def test_nothing_is_left_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: type[BaseException] | None
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    try:
        with sealed(PULUMI) as place:
            assert place.folder.parent == tmp_path.resolve()
            if error:
                raise error
    except (KeyboardInterrupt, EngineError):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["/proc", "/no/such/folder", "/dev/null"])
def test_a_folder_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setenv("TMPDIR", folder)
    with pytest.raises(EngineError) as raised, sealed(PULUMI):
        pass
    message = str(raised.value)
    assert message.startswith(f"{folder}: temporary files cannot be written here (")
    assert message.endswith("). For example: TMPDIR=/var/tmp, or another folder that you may write")
