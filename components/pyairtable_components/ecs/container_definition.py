"""The container definition of a task, as JSON.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
"""

import json
import shlex
from collections.abc import Mapping
from typing import Any

from pulumi import Input, Output
from pydantic import SecretStr

from pyairtable_components.workload.container import ContainerSpec
from pyairtable_components.workload.service import HealthCheck, ServiceSpec

TMPFS_MIB = 64


def container_definitions(
    name: str,
    spec: ContainerSpec,
    *,
    log_group: Output[str],
    region: str,
    environment: Mapping[str, Input[str]],
    secrets: Mapping[str, Input[str]] | None = None,
    writable_root: bool = False,
) -> Output[str]:
    """One container called `name`, as the JSON list that ECS takes; secret where a variable of it is.

    Args:
        name: The container's name.
        spec: What runs.
        log_group: Where its output goes.
        region: The region of the log group.
        environment: Variables that the graph decides; the spec's own, and its secrets, win over them.
        secrets: Variables by reference that the graph decides; the spec's own win over them.
        writable_root: Give up the read-only root file system.
    """
    own = _plain(spec)
    from_graph = {key: value for key, value in environment.items() if key not in {*spec.secrets, *own}}

    def render(known: list[Any]) -> str:
        group, variables, references = known
        container = _container(name, spec, {**variables, **own})
        given = sorted({**references, **spec.secrets}.items())
        container["secrets"] = [{"name": key, "valueFrom": arn} for key, arn in given]
        container["readonlyRootFilesystem"] = not writable_root
        options = {"awslogs-group": group, "awslogs-region": region, "awslogs-stream-prefix": name}
        # Non-blocking, so that a slow log service never stops the program.
        # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
        options |= {"mode": "non-blocking", "max-buffer-size": "4m"}
        logged = {**container, "logConfiguration": {"logDriver": "awslogs", "options": options}}
        return json.dumps([logged], sort_keys=True)

    rendered = Output.all(log_group, from_graph, dict(secrets or {})).apply(render)
    hidden = any(isinstance(value, SecretStr) for value in spec.environment.values())
    return Output.secret(rendered) if hidden else rendered


def _plain(spec: ContainerSpec) -> dict[str, str]:
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in spec.environment.items()
    }


def _container(name: str, spec: ContainerSpec, environment: dict[str, str]) -> dict[str, Any]:
    container: dict[str, Any] = {
        "name": name,
        "image": spec.image,
        "essential": True,
        "user": str(spec.user),
        "environment": [{"name": key, "value": value} for key, value in sorted(environment.items())],
        "stopTimeout": spec.graceful_stop,
        "linuxParameters": {
            "initProcessEnabled": True,
            # Fargate takes tmpfs since January 2026:
            # https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/
            "tmpfs": [
                {"containerPath": path, "size": TMPFS_MIB, "mountOptions": ["rw", "nosuid", "nodev"]}
                for path in spec.writable_paths
            ],
        },
    }
    if spec.command:
        container["command"] = list(spec.command)
    if spec.pull_secret:
        container["repositoryCredentials"] = {"credentialsParameter": spec.pull_secret}
    if isinstance(spec, ServiceSpec) and spec.port is not None:
        container["portMappings"] = [{"containerPort": spec.port, "hostPort": spec.port, "protocol": "tcp"}]
        if spec.health.probe != "none":
            container["healthCheck"] = _health(spec.health, spec.port)
    return container


def _health(health: HealthCheck, port: int) -> dict[str, Any]:
    ask = {"curl": "curl -fsS -o /dev/null", "wget": "wget -q -O /dev/null"}[health.probe]
    url = shlex.quote(f"http://127.0.0.1:{port}{health.path}")
    return {
        "command": ["CMD-SHELL", f"{ask} {url} || exit 1"],
        "interval": health.interval,
        "timeout": health.timeout,
        "retries": health.retries,
        "startPeriod": health.start_period,
    }
