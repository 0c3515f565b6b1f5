"""The base of every spec: what a person decides, as frozen plain values."""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Spec(BaseModel):
    """A frozen pydantic model that forbids unknown keys.

    A spec validates all that can be known before AWS is asked. Its errors end with an example, and do not repeat what
    was given: it may be a credential in the wrong place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, hide_input_in_errors=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The JSON schema, where the docstring below a field describes it.

        pydantic's `use_attribute_docstrings` would read the sources of every spec whenever it is imported.
        """
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for model in cls.__mro__[: cls.__mro__.index(Spec)]:
            for field, text in _docstrings(model.__module__).get(model.__qualname__, {}).items():
                if field in properties:
                    properties[field].setdefault("description", text)
        return schema


@cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    """By class of a module: the docstrings below its fields. None where there is no source."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):
        return {}
    return {node.name: dict(_described(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _described(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
