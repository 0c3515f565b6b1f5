"""The example programs in the documentation of Pulumi's SDK are good."""

import re
import runpy
import textwrap
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from pyairtable_infra.engine.standin.kubernetes import problems
from tests.conftest import planned

SDK = resources.files("pulumi_kubernetes")
FOLDERS = ("apiextensions", "apps", "batch", "core", "networking")
"""Those of charts and of YAML files need a network or another language's plugin."""


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith(".py"):
            yield entry


def _programs() -> list[str]:
    texts = (file.read_text() for folder in FOLDERS for file in _files(SDK / folder))
    found = (each for text in texts for each in re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    return sorted({textwrap.dedent(each) for each in found})


@pytest.mark.parametrize("program", _programs(), ids=lambda program: re.findall(r"\w+\(\s*\"", program)[0][:-1])
def test_a_documented_program_is_good(program: str, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(program)

    def run() -> None:
        runpy.run_path(str(file))

    found = [one for one in planned(run).resources if one.type.startswith("kubernetes:")]
    assert found
    assert [problem for one in found for problem in problems(one.type, one.inputs)] == []
