"""The JSON Schemas of stack files, for editors: derived from the specs, so that it never says anything else."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pyairtable_infra.profile.account import AccountProfile
from pyairtable_infra.profile.layers import DEFAULTS, ONE_FOR_EACH
from pyairtable_infra.profile.paths import NAMESPACE
from pyairtable_infra.profile.profile import EnvironmentProfile

Schema = dict[str, Any]

_FOREIGN = f"^(?!{NAMESPACE}:)[^:]+:.+$"
"""Keys of other projects and of providers: `aws:region`."""

_SECURE: Schema = {
    "type": "object",
    "description": "A value encrypted by `pulumi config set --secret`.",
    "properties": {"secure": {"type": "string"}},
    "required": ["secure"],
    "additionalProperties": False,
}


def stack_schema() -> Schema:
    """What `Pulumi.<environment>.yaml` may hold, as JSON Schema 2020-12.

    A field that the layers below a file fill in is not required, a service may be null, and a variable may be secure.
    What depends on other values (pairs, overlaps, names that exist) only the loader knows.
    """
    whole: Schema = _clean(EnvironmentProfile.model_json_schema())
    definitions: Schema = whole["$defs"]
    fields: Schema = {name: field for name, field in whole["properties"].items() if name != "environment"}
    for part in ("ServiceSpec", "Exposure"):  # platform.py and `images` say the rest
        definitions[part].pop("required", None)
    for part in ("ServiceSpec", "TaskSpec"):
        variables = definitions[part]["properties"]["environment"]
        variables["additionalProperties"] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Secure"}]}
    definitions["Secure"] = _SECURE
    definitions["ServiceDefaults"] = _defaults(definitions)
    fields["services"] = {
        "description": "What differs from the platform's own services, by name. A service set to null is not run.",
        "type": ["object", "null"],
        "additionalProperties": {"anyOf": [{"$ref": "#/$defs/ServiceSpec"}, {"type": "null"}]},
    }
    fields[DEFAULTS] = {"$ref": "#/$defs/ServiceDefaults"}
    required = [name for name in whole["required"] if name not in ("environment", "stage", "services")]
    return _stack_file("Pulumi.<environment>.yaml: what differs from the defaults.", fields, required, definitions)


def account_schema() -> Schema:
    """What `Pulumi.account.yaml` may hold, as JSON Schema 2020-12."""
    whole: Schema = _clean(AccountProfile.model_json_schema())
    said = "Pulumi.account.yaml: what exists once in an account."
    return _stack_file(said, whole["properties"], whole["required"], whole["$defs"])


def _stack_file(said: str, fields: Schema, required: list[str], definitions: Schema) -> Schema:
    """The schema of a stack file whose configuration has these fields."""
    for name in ("account", "owner", "cost_center"):
        _accept_numbers(fields[name])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Stack file of PyAirtable",
        "description": said,
        "type": "object",
        "properties": {
            "config": {
                "description": "The profile of the stack, and the configuration of providers.",
                "type": "object",
                "properties": {f"{NAMESPACE}:{name}": field for name, field in fields.items()},
                "patternProperties": {_FOREIGN: {}},
                "additionalProperties": False,
                "required": [f"{NAMESPACE}:{name}" for name in required],
            },
            "environment": {"description": "Environments of Pulumi ESC.", "type": ["array", "object"]},
            "encryptionsalt": {"type": "string"},
            "encryptedkey": {"type": "string"},
            "secretsprovider": {"type": "string"},
        },
        "additionalProperties": False,
        "required": ["config"],
        "$defs": dict(sorted(definitions.items())),
    }


def _defaults(definitions: Schema) -> Schema:
    """A service without what each has of its own."""
    defaults: Schema = deepcopy(definitions["ServiceSpec"])
    defaults["description"] = "What holds for every service, unless its own section says otherwise."
    for section, *rest in ONE_FOR_EACH:
        if not rest:
            del defaults["properties"][section]
    definitions["RuntimeDefaults"] = deepcopy(definitions["EcsRuntime"])
    for section, *rest in ONE_FOR_EACH:
        if section == "runtime":
            del definitions["RuntimeDefaults"]["properties"][rest[0]]
    defaults["properties"]["runtime"]["$ref"] = "#/$defs/RuntimeDefaults"
    return defaults


def _accept_numbers(field: Schema) -> None:
    """Take a number where Pulumi makes text of it: at the top level."""
    for node in (field, *field.get("anyOf", ())):
        if node.get("type") == "string":
            node["type"] = ["string", "integer"]


def _clean(node: Any) -> Any:
    """A schema without the titles that pydantic makes up, and without what only OpenAPI knows."""
    if isinstance(node, list):
        return [_clean(each) for each in node]
    if not isinstance(node, Mapping):
        return node
    return {
        key: {name: _clean(inner) for name, inner in value.items()} if key in ("properties", "$defs") else _clean(value)
        for key, value in node.items()
        if key != "discriminator" and not (key == "title" and isinstance(value, str))
    }
