"""Small programs, and how to read their plans."""

from collections.abc import Callable, Mapping

import pulumi
import pulumi_aws as aws
from pulumi import ComponentResource, ResourceOptions

from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.model import Plan, Resource
from tests.conftest import ROOT

BUCKET = "aws:s3/bucket:Bucket"

bucket = aws.s3.Bucket
"""What stands for any resource."""


class Box(ComponentResource):
    """A component with a bucket, and what `fill` puts below it."""

    def __init__(
        self,
        name: str,
        opts: ResourceOptions | None = None,
        fill: Callable[["Box"], object] | None = None,
        outputs: Mapping[str, object] | None = None,
        kind: str = "Box",
    ) -> None:
        super().__init__(f"test:index:{kind}", name, None, opts)
        self.bucket = bucket(f"{name}-bucket", opts=ResourceOptions(parent=self))
        if fill:
            fill(self)
        self.register_outputs(dict(outputs or {}))


class Raw(pulumi.CustomResource):
    """A resource without a class of its own: inputs as they are, no version."""

    def __init__(
        self,
        name: str,
        inputs: Mapping[str, object] | None = None,
        opts: ResourceOptions | None = None,
        kind: str = BUCKET,
    ) -> None:
        super().__init__(kind, name, dict(inputs or {}), opts)


def plan_of(make: Callable[[], object], config: Mapping[str, str] | None = None, *secret_keys: str) -> Plan:
    """The plan of a program that makes something, with this configuration."""

    def program() -> None:
        make()

    return run(program, project="example", stack_name="test", root=ROOT, config=config, secret_keys=secret_keys)


def named(plan: Plan, name: str) -> Resource:
    """The one resource with this logical name."""
    found = [resource for resource in plan.resources if resource.name == name]
    assert len(found) == 1, f"{len(found)} resources are called {name}"
    return found[0]


def seconds(resource: Resource) -> dict[str, object]:
    """How long each operation may take."""
    return dict(resource.custom_timeouts)


def urn_of(what: str) -> str:
    """The URN in `planned` programs of `Type::name`."""
    return f"urn:pulumi:test::example::{what}"
