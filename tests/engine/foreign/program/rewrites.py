"""Transforms: of a resource, a component and the stack; plain, asynchronous and old; of inputs and of options."""

import asyncio

import pulumi
import pulumi_aws as aws
from pulumi import (
    InvokeTransformArgs,
    InvokeTransformResult,
    ResourceOptions,
    ResourceTransformArgs,
    ResourceTransformationArgs,
    ResourceTransformationResult,
    ResourceTransformResult,
)

QUEUE = "aws:sqs/queue:Queue"


def of_the_stack() -> None:
    """Every queue is watched; every topic is transformed the old way; zones are asked for elsewhere."""
    pulumi.runtime.register_invoke_transform(_elsewhere)
    pulumi.runtime.register_resource_transform(_watched)
    pulumi.runtime.register_stack_transformation(_old)


def _watched(args: ResourceTransformArgs) -> ResourceTransformResult | None:
    if args.type_ != QUEUE:
        return None
    tags = pulumi.Output.all(args.props.get("tags") or {}).apply(lambda known: {**known[0], "watched": "yes"})
    return ResourceTransformResult({**args.props, "tags": tags}, args.opts)


def _elsewhere(args: InvokeTransformArgs) -> InvokeTransformResult | None:
    if not args.token.endswith(":getAvailabilityZones"):
        return None
    return InvokeTransformResult({**args.args, "region": "eu-west-3"}, args.opts)


def _old(args: ResourceTransformationArgs) -> ResourceTransformationResult | None:
    if args.type_ != "aws:sns/topic:Topic":
        return None
    return ResourceTransformationResult({**args.props, "tracing_config": "Active"}, args.opts)


def _slower(args: ResourceTransformArgs) -> ResourceTransformResult:
    return ResourceTransformResult({**args.props, "delaySeconds": 900}, args.opts)


async def _later(args: ResourceTransformArgs) -> ResourceTransformResult:
    await asyncio.sleep(0.01)
    return ResourceTransformResult({**args.props, "visibilityTimeoutSeconds": 60}, args.opts)


def _guarded(args: ResourceTransformArgs) -> ResourceTransformResult:
    args.opts.protect = True
    args.opts.ignore_changes = ["tags"]
    args.opts.delete_before_replace = True
    args.opts.custom_timeouts = pulumi.CustomTimeouts(create="3m")
    args.opts.additional_secret_outputs = ["url"]
    args.opts.aliases = [pulumi.Alias(name="before-transforms")]
    return ResourceTransformResult(args.props, args.opts)


class Crate(pulumi.ComponentResource):
    """A queue, which transforms of the component reach."""

    def __init__(self, name: str, opts: ResourceOptions) -> None:
        super().__init__("warehouse:index:Crate", name, None, opts)
        aws.sqs.Queue(f"{name}-queue", delay_seconds=5, opts=ResourceOptions(parent=self, transforms=[_later]))
        self.register_outputs({"name": name})


def of_some_resources() -> None:
    """A resource and a component with transforms of their own."""
    other = aws.sqs.Queue("source")
    aws.sqs.Queue("rewritten", tags={"source": other.arn}, opts=ResourceOptions(transforms=[_slower, _later]))
    aws.sqs.Queue("rewritten-options", opts=ResourceOptions(transforms=[_guarded]))
    Crate("crate", ResourceOptions(transforms=[_slower]))
