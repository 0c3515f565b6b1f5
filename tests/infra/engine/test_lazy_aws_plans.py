"""`pulumi_aws` in parts is the same SDK: the same names, types and plans. Each is tried in processes of its own."""

import json
import pkgutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pulumi_aws
import pytest

from pyairtable_infra.engine import lazy_aws
from tests.conftest import ROOT

pytestmark = pytest.mark.thorough

IN_PARTS = "from pyairtable_infra.engine.lazy_aws import install; install()\n"
TOOL = "from pyairtable_infra.cli.app import main; main()"
TOOL_WITHOUT = "from pyairtable_infra.cli.app import app; app()"

NAMES = """
import importlib, json, sys, typing
wanted, found = json.loads(sys.argv[1]), {}

def hints(value):
    try:
        return sorted(map(repr, typing.get_type_hints(value.__init__).items()))
    except NameError as error:  # the SDK itself does not import every name of its hints
        return str(error)

for service, names in wanted.items():
    package = importlib.import_module(f"pulumi_aws.{service}")
    found[service] = {}
    if names is None:
        assert package._utilities, "only a look-up loads what the SDK itself imports late"
        names = sorted(set(dir(package)) - {"__builtins__", "__spec__"})
    for name in names:
        value = getattr(package, name)
        module = getattr(value, "__module__", None) or getattr(value, "__name__", None)
        found[service][name] = [type(value).__name__, module, hints(value) if isinstance(value, type) else None]
json.dump(found, sys.stdout)
"""
SERVICES = ("ec2", "iam", "lb", "rds", "sqs", "vpc")

FOREIGN = """
import pulumi
import pulumi_aws as aws
from pulumi_aws.s3 import *
from pulumi_aws.sqs.queue import Queue
from pulumi_aws.ec2 import outputs

queue = Queue("jobs", visibility_timeout_seconds=30)
bucket = Bucket("files")
group = aws.ec2.SecurityGroup("web", ingress=[aws.ec2.SecurityGroupIngressArgs(
    from_port=443, to_port=443, protocol="tcp", cidr_blocks=["10.0.0.0/8"])])
role = aws.iam.Role("runs", assume_role_policy=aws.iam.get_policy_document_output(statements=[]).json)
pulumi.export("ports", group.ingress.apply(lambda rules: [rule.from_port for rule in rules]))
aws.kms.Key("key")
pulumi.export("names", sorted(name for name in dir(aws.kms) if name.startswith("Key")))
pulumi.export("result", outputs.SecurityGroupIngress.__module__)
"""


def run(code: str, *arguments: object) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_name_of_a_service_is_what_the_real_package_has() -> None:
    real = json.loads(run(NAMES, json.dumps(dict.fromkeys(SERVICES))))
    wanted = {service: list(names) for service, names in real.items()}
    assert sum(map(len, wanted.values())) > 1_000
    assert json.loads(run(IN_PARTS + NAMES, json.dumps(wanted))) == real


def test_every_service_comes_in_parts() -> None:
    """What a new release of the SDK may change: then previews are slower, and right."""
    (folder,) = map(Path, pulumi_aws.__path__)
    services = [module.name for module in pkgutil.iter_modules([str(folder)]) if module.ispkg]
    loaders = {name: SourceFileLoader(name, str(folder / name / "__init__.py")) for name in services}
    whole = [name for name, loader in loaders.items() if lazy_aws._names(loader) is None]
    assert whole == ["config"], "its `__init__` does more than import"


@pytest.mark.parametrize("stack", ["dev", "staging", "prod", "account"])
def test_the_plans_are_the_same(stack: str, tmp_path: Path) -> None:
    parts, whole = tmp_path / "parts.json", tmp_path / "whole.json"
    run(TOOL, "plan", stack, "-o", parts)
    run(TOOL_WITHOUT, "plan", stack, "-o", whole)
    assert parts.read_bytes() == whole.read_bytes()


def test_the_plan_of_a_program_of_others_is_the_same(tmp_path: Path) -> None:
    program, parts, whole = tmp_path / "program", tmp_path / "parts.json", tmp_path / "whole.json"
    program.mkdir()
    (program / "Pulumi.yaml").write_text("name: theirs\nruntime: python\n")
    (program / "__main__.py").write_text(FOREIGN)
    run(TOOL, "plan", "dev", "--program", program, "-o", parts)
    run(TOOL_WITHOUT, "plan", "dev", "--program", program, "-o", whole)
    assert parts.read_bytes() == whole.read_bytes()
    assert b"KeyArgs" in parts.read_bytes()


def test_a_preview_leaves_most_of_the_sdk_alone() -> None:
    counted = (
        "import os, sys\n"
        "leave, limit = os._exit, int(sys.argv.pop())\n"
        "def count(code):\n"
        "    imported = [name for name in sys.modules if name.startswith('pulumi_aws.ec2.')]\n"
        "    leave(code or len(imported) not in range(5, limit))\n"
        "os._exit = count\n"
    )
    run(counted + TOOL, "preview", "dev", 40)
