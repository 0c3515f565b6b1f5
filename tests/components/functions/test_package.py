"""What is uploaded for a function."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pulumi import FileAsset, StringAsset

from pyairtable_components.functions.package import driver_files, modules, package

PURE = "pyairtable_components.ecs.placement"


def unpacked(handler: str, folder: Path) -> Path:
    """The archive of `handler` in a folder, as Lambda unpacks it."""
    for name, asset in package(handler).assets.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(asset, FileAsset):
            target.write_bytes(Path(asset.path).read_bytes())
        else:
            assert isinstance(asset, StringAsset)
            target.write_text(asset.text)
    return folder


def test_it_holds_the_handler_its_packages_and_what_they_import() -> None:
    assert modules(PURE) == ("pyairtable_components.ecs", PURE)
    assert sorted(package(PURE).assets) == [
        "pyairtable_components/__init__.py",
        "pyairtable_components/ecs/__init__.py",
        "pyairtable_components/ecs/placement.py",
    ]


def test_it_runs_where_there_is_nothing_else(tmp_path: Path) -> None:
    program = f"import {PURE} as m, sys; print(m.__file__, 'pulumi' in sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {program}"]
    unpacked(PURE, tmp_path)
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == [str(tmp_path / "pyairtable_components/ecs/placement.py"), "False"]


@pytest.mark.parametrize(
    ("handler", "message"),
    [
        (
            "pyairtable_components.ecs.service",
            " imports pulumi, which a function does not have. For example: a module of its own for what the "
            "function needs",
        ),
        (
            "pyairtable_components.functions.nothing",
            "there is no module pyairtable_components.functions.nothing. "
            "For example: pyairtable_components.functions.cost_optimizer.handler",
        ),
    ],
)
def test_what_a_function_could_not_import_is_refused(handler: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        package(handler)


def test_a_driver_comes_with_what_it_requires_and_without_compiled_files() -> None:
    names = [name for name, _ in driver_files("python-dateutil")]
    assert "dateutil/parser/_parser.py" in names
    assert "six.py" in names, "what it requires"
    assert names == sorted(names)
    assert not [name for name in names if not name.endswith(".py") or "__pycache__" in name]


def test_a_driver_with_compiled_code_is_refused() -> None:
    with pytest.raises(ValueError, match=r"grpcio holds compiled code: .*For example: pg8000, which has none"):
        driver_files("grpcio")
