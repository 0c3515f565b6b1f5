"""The environment profile."""

from typing import Self

from pydantic import model_validator

from pyairtable_infra.profile.errors import RuleError
from pyairtable_infra.profile.rules import findings
from pyairtable_infra.profile.sections import Sections


class EnvironmentProfile(Sections):
    """Everything a person decides about one environment, made of the components' own specs."""

    @model_validator(mode="after")
    def _rules_hold(self) -> Self:
        found = findings(self)
        if found:
            raise RuleError(found)
        return self
