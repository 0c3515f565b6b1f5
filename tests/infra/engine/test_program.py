"""Any Pulumi program can be planned, from its folder."""

import shutil
import sys
from pathlib import Path

import pytest

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.program import plan_program
from pyairtable_infra.engine.project import ProjectError
from pyairtable_infra.plan.file import dump
from pyairtable_infra.plan.model import UNKNOWN
from tests.conftest import ROOT, environment_plan

PROJECT = "name: shop\nruntime: {name: python}\nmain: app\nconfig: {tier: small, aws:region: eu-west-1}\n"
PROGRAM = """
import pulumi
from pulumi_aws import s3
import names  # lies beside the program

config = pulumi.Config()
pulumi.export("tier", config.require("tier"))
pulumi.export("limits", config.require_object("limits"))
pulumi.export("token", config.require_secret("token"))
bucket = s3.Bucket(names.BUCKET, bucket="shop-files")
pulumi.export("arn", bucket.arn)
pulumi.export("vpc", pulumi.StackReference("org/network/dev").require_output("vpc_id"))
"""
STACK = "config:\n  shop:tier: large\n  shop:limits: {most: 3, off: off}\n  shop:token: {secure: v1:abc}\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "Pulumi.yaml").write_text(PROJECT)
    (tmp_path / "Pulumi.dev.yaml").write_text(STACK)
    (tmp_path / "app/__main__.py").write_text(PROGRAM)
    (tmp_path / "app/names.py").write_text('BUCKET = "files"\n')
    return tmp_path


OUTPUTS = {"org/network/dev": {"vpc_id": "vpc-1"}}


def test_a_program_gets_its_configuration_its_files_and_other_stacks_outputs(shop: Path) -> None:
    plan = plan_program(shop, "dev", OUTPUTS)
    outputs = plan.stack_outputs
    assert outputs["tier"] == "large", "the stack's value wins over the project's"
    assert outputs["limits"] == {"most": 3, "off": "off"}, "YAML 1.2: off is text"
    assert outputs["arn"] == "arn:aws:s3:::shop-files"
    assert outputs["vpc"] == "vpc-1"
    assert "v1:abc" not in dump(plan)
    (provider,) = [one for one in plan.resources if one.type == "pulumi:providers:aws"]
    assert provider.inputs["region"] == "eu-west-1"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # what the SDK leaves behind
def test_the_outputs_of_another_stack_have_to_be_given(shop: Path) -> None:
    with pytest.raises(EngineError, match="the outputs of stack org/network/dev are not known offline"):
        plan_program(shop, "dev")


def test_a_program_that_raises_is_told_by_its_error(shop: Path) -> None:
    (shop / "app/__main__.py").write_text("1 / 0\n")
    with pytest.raises(EngineError, match=r"app: the program failed: ZeroDivisionError: division by zero$"):
        plan_program(shop, "dev")


def test_a_program_that_exits_is_told_too(shop: Path) -> None:
    (shop / "app/__main__.py").write_text("raise SystemExit('no')\n")
    with pytest.raises(EngineError, match=r"the program failed: SystemExit: no$"):
        plan_program(shop, "dev")


@pytest.mark.parametrize(
    ("project", "said"),
    [
        (None, "Pulumi.yaml: there is no such file. For example: a folder that `pulumi new` has made"),
        ("name: x\nruntime: nodejs\n", "runtime: a program in nodejs cannot be planned here. For example: python"),
        ("name: x\nruntime: python\nmain: gone\n", "main: there is no "),
    ],
)
def test_a_folder_without_a_program_is_refused(project: str | None, said: str, tmp_path: Path) -> None:
    if project:
        (tmp_path / "Pulumi.yaml").write_text(project)
    with pytest.raises(ProjectError) as caught:
        plan_program(tmp_path, "dev")
    assert said in str(caught.value)


def test_a_program_runs_in_its_own_folder_where_the_paths_of_its_files_start(shop: Path) -> None:
    (shop / "app/prices.csv").write_text("box,3\n")
    (shop / "app/__main__.py").write_text(
        "from pathlib import Path\nimport pulumi\nfrom pulumi_aws import s3\n"
        'asset = pulumi.FileAsset("./prices.csv")\n'
        's3.BucketObjectv2("one", bucket="b", key="k", source=asset)\n'
        'pulumi.export("read", Path("prices.csv").read_text())\n'
    )
    before = Path.cwd()
    plan = plan_program(shop, "dev")
    assert plan.stack_outputs["read"] == "box,3\n"
    (one,) = (resource for resource in plan.resources if resource.name == "one")
    assert one.inputs["source"]["path"] == "app/prices.csv", "relative to the project"
    assert Path.cwd() == before


def test_a_module_that_makes_resources_makes_them_in_every_run(shop: Path, tmp_path: Path) -> None:
    (shop / "app/__main__.py").write_text("import parts\n")
    (shop / "app/parts.py").write_text('from pulumi_aws import s3\ns3.Bucket("one")\n')
    other = tmp_path / "other"
    shutil.copytree(shop, other)
    (other / "app/parts.py").write_text('from pulumi_aws import s3\ns3.Bucket("two")\n')

    made = [{one.name for one in plan_program(folder, "dev").resources} for folder in (shop, shop, other)]
    assert made[0] == made[1] >= {"one"}
    assert {"one", "two"} & made[2] == {"two"}
    assert "parts" not in sys.modules


def test_a_program_can_be_planned_as_a_first_preview_sees_it(shop: Path) -> None:
    assert plan_program(shop, "dev", OUTPUTS, unknowns=True).stack_outputs["arn"] == UNKNOWN


@pytest.mark.thorough
def test_our_own_program_gives_our_own_plan() -> None:
    by_program = {one.urn: one for one in plan_program(ROOT, "dev").resources}
    assert by_program == environment_plan("dev").by_urn
