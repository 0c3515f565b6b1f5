"""Amazon ECS: sizes on Fargate, capacity provider strategies, ports."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_components.workload.fargate import GIB, SIZES, nearest_size
from pyairtable_infra.engine.standin.aws.given import is_open
from pyairtable_infra.engine.standin.aws.messages import problem
from pyairtable_infra.engine.standin.problems import Problem

Inputs = Mapping[str, Any]

_UNITS = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(vcpu|gb)?", re.IGNORECASE)
_FARGATE = ("FARGATE", "FARGATE_SPOT")


def _size(inputs: Inputs) -> Iterator[Problem]:
    """Fargate has fixed pairs of CPU and memory.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
    """
    cpu, memory = inputs.get("cpu"), inputs.get("memory")
    if not _on_fargate(inputs) or is_open(cpu) or is_open(memory):
        return
    for key, value, example in (("cpu", cpu, "256"), ("memory", memory, "512")):
        if value is None:
            yield problem(key, "it is required on Fargate", f'"{example}"')
    if cpu is None or memory is None:
        return
    units, mebibytes = _units(cpu), _units(memory)
    if units is None or mebibytes is None or mebibytes not in SIZES.get(units, ()):
        near = nearest_size(units or 0, mebibytes or 0)
        yield Problem(
            "cpu",
            f"Fargate has no task with cpu {cpu} and memory {memory}. "
            f"For example: cpu: {near[0]} and memory: {near[1]}",
        )


def _units(value: Any) -> int | None:
    """CPU units or MiB, of 256, 0.25 vCPU or 0.5 GB."""
    found = _UNITS.fullmatch(str(value).strip())
    if not found:
        return None
    number = float(found[1]) * (GIB if found[2] else 1)
    return int(number) if number.is_integer() else None


def _network_mode(inputs: Inputs) -> Iterator[Problem]:
    """Tasks on Fargate use awsvpc.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
    """
    mode = inputs.get("networkMode")
    if _on_fargate(inputs) and mode != "awsvpc" and not is_open(mode):
        yield problem("networkMode", f"Fargate needs awsvpc, not {mode or 'bridge'}", '"awsvpc"')


def _on_fargate(inputs: Inputs) -> bool:
    compatible = inputs.get("requiresCompatibilities")
    return isinstance(compatible, list) and "FARGATE" in compatible


def _host_ports(inputs: Inputs) -> Iterator[Problem]:
    """In awsvpc and host, a host port is the container's port or left out.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
    """
    if inputs.get("networkMode") not in ("awsvpc", "host"):
        return
    for index, container in enumerate(_containers(inputs)):
        for place, mapping in enumerate(_mappings(container.get("portMappings"))):
            host, port = mapping.get("hostPort"), mapping.get("containerPort")
            if isinstance(host, int) and isinstance(port, int) and host != port:
                yield problem(
                    f"containerDefinitions[{index}].portMappings[{place}].hostPort",
                    f"it is {host}, and with {inputs['networkMode']} it is the container's port or left out",
                    str(port),
                )


def _essential(inputs: Inputs) -> Iterator[Problem]:
    """A task has a container that is essential, as every one is that does not say otherwise.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
    """
    containers = _containers(inputs)
    if containers and all(container.get("essential") is False for container in containers):
        yield problem("containerDefinitions[0].essential", "no container is essential", "true")


def _containers(inputs: Inputs) -> list[Mapping[str, Any]]:
    """The container definitions, as far as they can be read."""
    text = inputs.get("containerDefinitions")
    try:
        return _mappings(json.loads(text)) if isinstance(text, str) and not is_open(text) else []
    except ValueError:
        return []


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _strategy(inputs: Inputs) -> Iterator[Problem]:
    """One provider has a base, and the providers are Fargate's or Auto Scaling groups, but not both.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
    """
    for key in ("capacityProviderStrategies", "defaultCapacityProviderStrategies"):
        items = _mappings(inputs.get(key))
        with_base = [index for index, item in enumerate(items) if item.get("base") and not is_open(item["base"])]
        for index in with_base[1:]:
            yield problem(f"{key}[{index}].base", "another provider has a base already", "0")
        named = [(index, item.get("capacityProvider")) for index, item in enumerate(items)]
        known = [(index, name) for index, name in named if isinstance(name, str) and not is_open(name)]
        others = [(index, name) for index, name in known if name not in _FARGATE]
        if others and len(others) < len(known):
            index, name = others[0]
            yield problem(
                f"{key}[{index}].capacityProvider",
                f"{name} is not Fargate's, and other providers of the strategy are",
                '"FARGATE_SPOT"',
            )


def _launch_type(inputs: Inputs) -> Iterator[Problem]:
    """A service has a launch type or a strategy.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
    """
    if inputs.get("launchType") and inputs.get("capacityProviderStrategies"):
        yield Problem("launchType", "there is a capacity provider strategy too. For example: leave launchType out")


RULES = {
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": (_strategy,),
    "aws:ecs/service:Service": (_strategy, _launch_type),
    "aws:ecs/taskDefinition:TaskDefinition": (_size, _network_mode, _host_ports, _essential),
}
