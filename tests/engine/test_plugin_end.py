"""A plug-in ends with its engine, however early that ends, and is known from its first moment on."""

import subprocess
import time
from pathlib import Path

from pyairtable_infra.engine.rehearsal.sealed import alive
from pyairtable_infra.engine.standin import plugin

PATIENCE = 20


def test_one_whose_engine_is_gone_before_python_is_loaded_ends_too(tmp_path: Path) -> None:
    program = tmp_path / "pulumi-resource-aws"
    plugin.executable(program, plugin.__package__)
    # Started by a process that is gone at once, as an engine that is killed: nobody reads what it prints.
    starter = f'"{program}" 127.0.0.1:1 2> /dev/null | true &'
    subprocess.run(["sh", "-c", starter], check=True, timeout=PATIENCE)
    until = time.monotonic() + PATIENCE
    while not plugin.started(tmp_path) and time.monotonic() < until:
        time.sleep(0.01)
    (process,) = plugin.started(tmp_path)
    while alive(process) and time.monotonic() < until:
        time.sleep(0.1)
    assert not alive(process)
