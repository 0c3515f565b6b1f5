"""What a program that is not ours costs, by the real engine's own files: the same as by its offline plan."""

from pathlib import Path

import pytest

from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.cost.model import Estimate
from pyairtable_infra.engine.program import plan_program
from pyairtable_infra.plan.file import PlanFileError
from pyairtable_infra.plan.target import load
from tests.engine.workspace import Workspace

PROGRAM = """
import json
import pulumi
import pulumi_aws as aws

provider = aws.Provider("west", region="us-west-2", skip_credentials_validation=True)
opts = pulumi.ResourceOptions(provider=provider)
vpc = aws.ec2.Vpc("shop", cidr_block="10.0.0.0/16", opts=opts)
zones = [
    aws.ec2.Subnet(f"zone-{at}", vpc_id=vpc.id, cidr_block=f"10.0.{at}.0/24", opts=opts) for at in range(2)
]
address = aws.ec2.Eip("nat", domain="vpc", opts=opts)
aws.ec2.NatGateway("nat", allocation_id=address.id, subnet_id=zones[0].id, opts=opts)
aws.lb.LoadBalancer("shop", internal=False, subnets=[zone.id for zone in zones], opts=opts)
cluster = aws.ecs.Cluster("shop", opts=opts)
task = aws.ecs.TaskDefinition(
    "web",
    family="web",
    cpu="512",
    memory="1024",
    requires_compatibilities=["FARGATE"],
    network_mode="awsvpc",
    container_definitions=json.dumps([{"name": "web", "image": "nginx"}]),
    opts=opts,
)
aws.ecs.Service(
    "web",
    cluster=cluster.arn,
    task_definition=task.arn,
    desired_count=4,
    capacity_provider_strategies=[
        {"capacity_provider": "FARGATE", "base": 1, "weight": 1},
        {"capacity_provider": "FARGATE_SPOT", "weight": 2},
    ],
    opts=opts,
)
aws.kms.Key("shop", opts=opts)
aws.cloudwatch.LogGroup("shop", retention_in_days=30, opts=opts)
"""

SETTINGS = """\
name: shop
main: .
runtime:
  name: python
  options:
    toolchain: pip
    virtualenv: {virtualenv}
"""


def amounts(found: Estimate) -> dict[str, str]:
    return {cost.urn: str(cost.monthly) for cost in found.resources} | {one.urn: one.reason for one in found.unpriced}


def program(workspace: Workspace) -> Path:
    folder = workspace.folder.parent / "shop"
    folder.mkdir()
    (folder / "__main__.py").write_text(PROGRAM)
    (folder / "Pulumi.yaml").write_text(SETTINGS.format(virtualenv=workspace.folder / ".venv"))
    return folder


def test_state_export_and_preview_cost_what_the_plan_costs(workspace: Workspace, tmp_path: Path) -> None:
    folder = program(workspace)
    planned = amounts(estimate(plan_program(folder, "test", {})))
    assert len(planned) == 6

    def pulumi(*arguments: str) -> str:
        return workspace.pulumi("-C", str(folder), *arguments).stdout

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    pulumi("stack", "init", "test")
    first = written("first.json", pulumi("preview", "--json", "--stack", "test"))
    assert amounts(estimate(load(first))) == planned, "nothing stands yet, so nothing is left out"
    pulumi("up", "--yes", "--skip-preview", "--stack", "test")
    state = written("state.json", pulumi("stack", "export", "--stack", "test"))
    assert amounts(estimate(load(state))) == planned
    whole = written("whole.json", pulumi("preview", "--json", "--show-sames", "--stack", "test"))
    assert amounts(estimate(load(whole))) == planned
    part = written("part.json", pulumi("preview", "--json", "--stack", "test"))
    with pytest.raises(PlanFileError, match="--show-sames is missing"):
        load(part)
