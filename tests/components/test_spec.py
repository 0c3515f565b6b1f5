"""A spec's JSON schema is described by the docstrings below its fields, which nothing else reads."""

import inspect

import pytest
from pydantic import Field

from pyairtable_components.spec import Spec


class Shelf(Spec):
    width: int = 80
    """Centimetres.

    Between the boards."""

    boards: int = Field(default=5, description="How many.")
    """Not this."""

    colour: str = "white"


class Cupboard(Spec):
    shelf: Shelf = Shelf()
    """The shelf in it."""


class Wardrobe(Cupboard):
    width: int = 100
    """Of the whole."""


def descriptions(properties: dict[str, dict[str, str]]) -> dict[str, str | None]:
    return {name: schema.get("description") for name, schema in properties.items()}


def test_a_field_is_described_by_the_docstring_below_it() -> None:
    schema = Wardrobe.model_json_schema()
    assert descriptions(schema["properties"]) == {"shelf": "The shelf in it.", "width": "Of the whole."}
    assert descriptions(schema["$defs"]["Shelf"]["properties"]) == {
        "width": "Centimetres.\n\nBetween the boards.",
        "boards": "How many.",
        "colour": None,
    }


def test_sources_are_read_for_a_schema_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(*_: object) -> str:
        raise AssertionError

    for name in ("getsource", "getsourcelines", "findsource", "getblock"):
        monkeypatch.setattr(inspect, name, unread)

    class Drawer(Spec):
        depth: int = 40
        """Centimetres."""

    assert Drawer().depth == 40


def test_a_spec_without_sources_has_a_schema_without_descriptions() -> None:
    made: dict[str, object] = {"Spec": Spec, "__name__": "nowhere"}
    exec("class Made(Spec):\n    size: int = 1\n    'Of it.'\n", made)  # noqa: S102 - the statement is ours
    model = made["Made"]
    assert isinstance(model, type)
    assert issubclass(model, Spec)
    assert descriptions(model.model_json_schema()["properties"]) == {"size": None}
