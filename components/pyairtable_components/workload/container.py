"""What every container has: an image, a size, an environment."""

from typing import Annotated

from pydantic import Field, SecretStr, field_validator, model_validator

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import Architecture, Arn, Cpu, ImageRef, Memory, VariableName
from pyairtable_components.vocabulary.checks import EACH_ONCE
from pyairtable_components.vocabulary.stores import StoreName
from pyairtable_components.workload.credentials import looks_like_credential
from pyairtable_components.workload.fargate import check_size

WritablePath = Annotated[str, Field(pattern=r"^/[A-Za-z0-9._/-]+$", examples=["/tmp"])]  # noqa: S108 - an example
UserId = Annotated[int, Field(strict=True, ge=1, le=65534, examples=[1000])]
_TMPFS = 64
"""MiB of each writable path."""
StopSeconds = Annotated[int, Field(strict=True, ge=2, le=120, examples=[30])]


class ContainerSpec(Spec):
    """A container that runs without root and cannot write to its image."""

    image: ImageRef
    cpu: Cpu = 256
    """CPU units; 1024 are one vCPU. With memory it must be a pair that Fargate offers."""
    memory: Memory = 512
    """Memory in MiB."""
    architecture: Architecture = "ARM64"
    """ARM64 costs a fifth less than X86_64 on Fargate."""
    command: tuple[str, ...] = ()
    """Replaces the image's command."""
    environment: dict[VariableName, str | SecretStr] = Field(default_factory=dict)
    """Plain values. A credential does not belong here, but under `secrets`."""
    secrets: dict[VariableName, Arn] = Field(default_factory=dict)
    """Values by reference: ARNs of Secrets Manager secrets or SSM parameters, read when a task starts."""
    uses: Annotated[tuple[StoreName, ...], EACH_ONCE] = ()
    """The data stores that it works with; it is let in, told where they are, and given the rights."""
    pull_secret: Arn | None = None
    """Secret with the credential of a private registry that is not ECR."""
    user: UserId = 1000
    """The numeric user that runs it; never root."""
    writable_paths: tuple[WritablePath, ...] = ("/tmp",)  # noqa: S108 - a mount point in a container
    """Where it may write: each is a tmpfs of 64 MiB, taken from its memory."""
    graceful_stop: StopSeconds = 30
    """Seconds between SIGTERM and SIGKILL; at most 120, what a Spot interruption leaves."""

    @field_validator("environment")
    @classmethod
    def _no_credentials(cls, values: dict[str, str | SecretStr]) -> dict[str, str | SecretStr]:
        for name, value in values.items():
            if isinstance(value, str) and (reason := looks_like_credential(name, value)):
                raise ValueError(
                    f"{name} {reason}. Put it into Secrets Manager and refer to it under secrets. For example: "
                    f"secrets: {{{name}: arn:aws:secretsmanager:us-east-1:123456789012:secret:pyairtable/dev/api-keys}}"
                )
        return values

    @field_validator("writable_paths")
    @classmethod
    def _places_apart(cls, paths: tuple[str, ...]) -> tuple[str, ...]:
        for position, path in enumerate(paths):
            if ".." in path.split("/"):
                raise ValueError(f"{path} leads upwards. For example: [/tmp]")
            if path in paths[:position]:
                raise ValueError(f"{path} is there twice. For example: [{path}]")
        return paths

    @model_validator(mode="after")
    def _fits_fargate(self) -> "ContainerSpec":
        check_size(self.cpu, self.memory)
        if 2 * _TMPFS * len(self.writable_paths) > self.memory:
            raise ValueError(
                f"writable_paths has {len(self.writable_paths)} places of {_TMPFS} MiB, more than half of memory "
                f"{self.memory}. For example: writable_paths: [{self.writable_paths[0]}]"
            )
        twice = sorted(set(self.environment) & set(self.secrets))
        if twice:
            raise ValueError(f"{twice[0]} is under environment and under secrets. Keep one. For example: secrets")
        return self
