"""The same profile gives the same plan, byte for byte: again, in another process, in another place."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pulumi import ResourceOptions

from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.file import dump
from pyairtable_infra.profile.loader import load
from tests.conftest import PROJECT, ROOT, environment_plan, planned
from tests.infra.engine.programs import Box, bucket

pytestmark = pytest.mark.thorough

PLAN = """
import sys
from pathlib import Path
from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.file import dump
from pyairtable_infra.profile.loader import load
root = Path(sys.argv[1])
profile = load("prod", root)
sys.stdout.write(dump(run(lambda: deploy(profile), project=sys.argv[2], stack_name="prod", root=root)))
"""


def _plan_in_a_process(root: Path, hash_seed: int, folder: Path) -> str:
    """The text of the plan file of prod below `root`, made by a new process in `folder` with the code in `root`."""
    path = os.pathsep.join((str(root / "src"), str(root / "components")))
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": path}
    command = [sys.executable, "-c", PLAN, str(root), PROJECT]
    return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout


def test_resources_stand_in_the_order_of_the_program_however_long_each_one_waits() -> None:
    def program() -> None:
        last = bucket("z")
        for count in range(5):
            last = bucket(f"chained-{count}", bucket=last.arn, opts=ResourceOptions(depends_on=[last]))
        bucket("after", bucket=last.arn)
        bucket.get("read", "there-already")
        Box("free", fill=lambda box: Box("inner", ResourceOptions(parent=box)))

    names = [one.name for one in planned(program).resources]
    assert names[0] == "example-test"
    assert names[1].startswith("default")
    assert names[2:] == [
        "z",
        *(f"chained-{count}" for count in range(5)),
        *("after", "read", "free", "free-bucket", "inner", "inner-bucket"),
    ]


def test_what_is_made_when_nobody_can_say_when_stands_at_the_end_by_urn() -> None:
    async def beside() -> None:
        bucket("of-a-task")

    async def program() -> None:
        bucket("one").arn.apply(lambda _: [bucket("z-of-an-apply"), bucket("a-of-an-apply")])
        task = asyncio.create_task(beside())
        await asyncio.sleep(0)
        bucket("two")
        await task

    assert [one.name for one in planned(program).resources][2:] == [
        *("one", "two", "a-of-an-apply", "of-a-task", "z-of-an-apply"),
    ]


def test_notes_stand_in_one_order() -> None:
    def program() -> None:
        for name in ("z", "a"):
            bucket.get(name, "there-already", opts=ResourceOptions(depends_on=[bucket(f"before-{name}")]))

    assert [note.split(":")[0] for note in planned(program).notes] == ["a", "z"]


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_a_second_plan_in_the_same_process_is_the_same(environment: str) -> None:
    profile = load(environment, ROOT)
    again = run(lambda: deploy(profile), project=PROJECT, stack_name=environment, root=ROOT)
    assert dump(again) == dump(environment_plan(environment))


def test_a_plan_depends_on_no_hash_seed() -> None:
    here = dump(environment_plan("prod"))
    assert _plan_in_a_process(ROOT, 1, ROOT) == here
    assert _plan_in_a_process(ROOT, 4242, ROOT) == here


def test_a_plan_depends_neither_on_the_folder_of_the_project_nor_on_the_working_one(tmp_path: Path) -> None:
    copy = tmp_path / "some where/else"
    for name in ("src", "components"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ROOT.glob("Pulumi*.yaml"):
        shutil.copy(file, copy)
    assert _plan_in_a_process(copy, 7, tmp_path) == dump(environment_plan("prod"))
