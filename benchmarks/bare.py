"""The bare program: the same resources and edges as a plan, made with the SDK's own classes and no component.

It is tuned as the offline engine is (an executor that runs at once, no garbage collections, no tear-down), and its
monitor does nothing but answer with the values that the plan holds. Run as: python bare.py plan.json
"""

import asyncio
import gc
import json
import os
import re
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from keyword import iskeyword
from pathlib import Path
from typing import Any

gc.disable()

import pulumi  # noqa: E402
import pulumi_aws  # noqa: E402
from google.protobuf import empty_pb2, json_format, struct_pb2  # noqa: E402
from pulumi.runtime import settings, stack  # noqa: E402
from pulumi.runtime.proto import engine_pb2, resource_pb2  # noqa: E402

RESOURCES = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["deployment"]["resources"]
BY_KEY = {(raw["type"], raw["urn"].rsplit("::", 1)[-1]): raw for raw in RESOURCES}


class Inline(ThreadPoolExecutor):
    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Monitor:
    """Answers every registration with what the plan says of it."""

    def GetDeploymentInfo(self, _: Any) -> Any:
        return resource_pb2.DeploymentInfo(supportedFeatures=[resource_pb2.RESOURCE_MONITOR_FEATURE_SECRETS])

    def RegisterResource(self, request: Any) -> Any:
        raw = BY_KEY.get((request.type, request.name), {})
        inputs = raw.get("inputs", {})
        computed = {key: value for key, value in raw.get("outputs", {}).items() if key not in inputs}
        urn = raw.get("urn", "urn:pulumi:bench::bench::pulumi:pulumi:Stack::bench-bench")
        values = json_format.ParseDict(computed, struct_pb2.Struct()) if request.custom else struct_pb2.Struct()
        return resource_pb2.RegisterResourceResponse(urn=urn, id=raw.get("id", ""), object=values)

    def RegisterResourceOutputs(self, _: Any) -> Any:
        return empty_pb2.Empty()

    def SignalAndWaitForShutdown(self, _: Any) -> Any:
        return empty_pb2.Empty()


class Engine:
    def Log(self, request: Any) -> Any:
        return empty_pb2.Empty()

    def SetRootResource(self, _: Any) -> Any:
        return engine_pb2.SetRootResourceResponse()


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def linked(value: Any, sources: list[tuple[dict[str, Any], Any]]) -> Any:
    """`value` with each text that a source computes replaced by that source's output."""
    if isinstance(value, str):
        for raw, made in sources:
            if value == raw.get("id"):
                return made.id
            for key, output in raw.get("outputs", {}).items():
                if value == output and hasattr(made, snake(key)):
                    return getattr(made, snake(key))
        return value
    if isinstance(value, dict):
        return {key: linked(each, sources) for key, each in value.items()}
    return [linked(each, sources) for each in value] if isinstance(value, list) else value


def archived(value: Any) -> Any:
    """`value`, or an archive with files of the same names: a plan has their hashes, and not what is in them."""
    if isinstance(value, dict) and "assets" in value:
        return pulumi.AssetArchive({name: pulumi.StringAsset(name) for name in value["assets"]})
    return value


async def program() -> None:
    provider = pulumi_aws.Provider("aws", region="us-east-1")
    made: dict[str, Any] = {}
    by_urn = {raw["urn"]: raw for raw in RESOURCES}
    for count, raw in enumerate(RESOURCES):
        if not raw["custom"] or raw["type"].startswith("pulumi:"):
            continue
        module, kind = raw["type"].split(":")[1].split("/")[0], raw["type"].rsplit(":", 1)[-1]
        edges = raw.get("propertyDependencies", {})
        arguments = {}
        for key, value in ((key, archived(value)) for key, value in raw["inputs"].items()):
            sources = [(by_urn[urn], made[urn]) for urn in edges.get(key, ()) if urn in made]
            given = linked(value, sources) if sources else value
            if sources and given == value:
                given = sources[0][1].id.apply(lambda _, value=value: value)
            arguments[snake(key)] = given
        name = raw["urn"].rsplit("::", 1)[-1]
        options = pulumi.ResourceOptions(provider=provider, ignore_changes=raw.get("ignoreChanges"))
        package = getattr(pulumi_aws, f"{module}_" if iskeyword(module) else module)
        made[raw["urn"]] = getattr(package, kind)(name, **arguments, opts=options)
        if count % 20 == 0:
            await asyncio.sleep(0)


def main() -> None:
    settings.configure(settings.Settings("bench", "bench", monitor=Monitor(), engine=Engine(), dry_run=False))
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(Inline())
    loop.run_until_complete(stack.run_in_stack(program))
    os._exit(0)


main()
