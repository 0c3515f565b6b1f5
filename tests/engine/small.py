"""A small stack of our components, for what has to be tried very often."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pulumi_aws as aws
from pulumi import InvokeOptions, ResourceOptions, export

from pyairtable_components import EncryptionKey, LogGroup
from pyairtable_components.identity.policy import allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_infra.engine.rehearsal.command import Engine
from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.engine.rehearsal.sealed import sealed
from tests.conftest import a_context

STACK = "dev"
UP = ("up", "--yes", "--skip-preview")


def small() -> None:
    """A key, encrypted logs, a role that writes them; a lookup, and something that exists already."""
    provider = aws.Provider("aws", region="us-east-1")
    context = a_context(account_id=aws.get_caller_identity(opts=InvokeOptions(provider=provider)).account_id)
    opts = ResourceOptions(providers=[provider])
    vpc = aws.ec2.Vpc.get("existing", "vpc-0123", opts=ResourceOptions(provider=provider))
    key = EncryptionKey("logs", context, log_groups=True, opts=opts)
    logs = LogGroup("worker", context, path="worker", key_arn=key.arn, opts=opts)
    writes = allow("logs:PutLogEvents", on=[logs.arn])
    role = ServiceRole("worker", context, principal="ecs-tasks.amazonaws.com", statements=(writes,), opts=opts)
    aws.ec2.SecurityGroup("worker", vpc_id=vpc.id, tags={"Role": role.arn}, opts=ResourceOptions(provider=provider))
    export("role", role.arn)


@contextmanager
def small_stack(pulumi: Pulumi) -> Iterator[Engine]:
    """The real engine for a new stack with this program, with an account of its own."""
    with sealed(pulumi) as place:
        (place.project / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
        engine = Engine(pulumi, place, STACK, small)
        assert engine.run("stack", "init").code == 0
        yield engine


def state_of(engine: Engine) -> Path:
    """The state in a file, as `pulumi stack export` writes it."""
    file = engine.place.project / "state.json"
    assert engine.run("stack", "export", "--file", str(file)).code == 0
    return file
