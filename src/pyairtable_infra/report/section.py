"""What all sections of an assessment share."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A frozen part of an assessment, without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Gate(Section):
    """A condition that a deployment has to meet; one that fails makes the command exit with 1."""

    name: str
    ok: bool
    detail: str
