"""Sizes and counts of what runs."""

from typing import Annotated, Literal

from pydantic import Field

Architecture = Annotated[Literal["ARM64", "X86_64"], Field(examples=["ARM64"])]
"""CPU architecture of a task, in ECS's own words."""

Cpu = Annotated[int, Field(strict=True, examples=[256])]
"""CPU units; 1024 are one vCPU."""

Memory = Annotated[int, Field(strict=True, examples=[512])]
"""Memory in MiB."""

Percent = Annotated[int, Field(strict=True, ge=0, le=100, examples=[50])]
"""A whole number from 0 to 100."""

Seconds = Annotated[int, Field(strict=True, ge=0, examples=[30])]
"""A duration in whole seconds."""

TaskCount = Annotated[int, Field(strict=True, ge=1, le=5000, examples=[2])]
"""A number of tasks. ECS runs at most 5,000 tasks in a service.

https://docs.aws.amazon.com/general/latest/gr/ecs-service.html
"""
