"""The base of every spec: what a person decides, as frozen plain values."""

from pydantic import BaseModel, ConfigDict


class Spec(BaseModel):
    """A frozen pydantic model that forbids unknown keys.

    A spec validates all that can be known before AWS is asked. Its errors end with an example, and do not repeat what
    was given: it may be a credential in the wrong place.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, validate_default=True, hide_input_in_errors=True
    )
