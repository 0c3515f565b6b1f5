"""The classes of the provider's SDK, by the types of their resources."""

from importlib import import_module
from keyword import iskeyword
from typing import Any


def sdk_class(type_: str) -> Any:
    """The class of pulumi_aws that registers resources of this type."""
    _, path, name = type_.split(":")
    module = path.split("/", maxsplit=1)[0]
    found = getattr(import_module(f"pulumi_aws.{module}{'_' if iskeyword(module) else ''}"), name)
    assert found.pulumi_type == type_
    return found
