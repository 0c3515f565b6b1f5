"""`pulumi preview` of the same program under the real engine, against the stand-in providers."""

import shutil
from pathlib import Path

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.program import as_main_program
from pyairtable_infra.engine.rehearsal.command import Engine
from pyairtable_infra.engine.rehearsal.pulumi import find
from pyairtable_infra.engine.rehearsal.sealed import sealed
from pyairtable_infra.engine.rehearsal.stack_file import StackFile

ROOT = Path(__file__).parent.parent


def previews(environment: str, folder: Path, runs: int) -> list[float]:
    """Seconds of each preview of a first deployment; none where there is no CLI.

    The CLI and the plug-ins start anew for each. The program's modules stay imported, so a real preview takes longer
    by the start of Python.
    """
    try:
        pulumi = find(ROOT)
    except EngineError:
        return []
    with sealed(pulumi) as place, as_main_program(ROOT / "src") as program:
        shutil.copy(ROOT / "Pulumi.yaml", folder)
        StackFile(folder, place.project, environment)
        engine = Engine(pulumi, place, environment, program)
        done = [engine.run("stack", "init"), *(engine.run("preview") for _ in range(runs + 1))]
    failed = [one.message for one in done if one.code]
    if failed:
        raise SystemExit(failed[0])
    return [one.seconds for one in done[2:]]
