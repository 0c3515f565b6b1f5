"""What the loader makes of the engine's configuration."""

import contextvars
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime import config as engine_config
from pulumi.runtime import settings
from pydantic import SecretStr

from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.loader import load, load_from_engine
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.yaml_file import read
from tests.conftest import PROJECT, ROOT
from tests.infra.profile.bad import SECURE, committed, folder, service


def from_engine(stack: str, values: dict[str, str], secret_keys: tuple[str, ...] = ()) -> EnvironmentProfile:
    """The profile of a stack with this configuration."""

    def body() -> EnvironmentProfile:
        settings.configure(settings.Settings(project=PROJECT, stack=stack))
        engine_config.set_all_config(values, list(secret_keys))
        profile = load_from_engine()
        assert isinstance(profile, EnvironmentProfile)
        return profile

    return contextvars.copy_context().run(body)


def handed_over(environment: str, text: str | None = None) -> dict[str, str]:
    """The configuration of a file as the engine hands it to a program: objects as JSON, the rest as text."""
    config: dict[str, Any] = read(text or committed(environment), "original").content["config"]
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in config.items()}


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_the_engines_configuration_gives_the_same_profile(environment: str) -> None:
    assert from_engine(environment, handed_over(environment)) == load(environment, ROOT)


def test_the_engine_overrides_with_json_and_with_text() -> None:
    """`pulumi preview -c 'pyairtable-infra:budget={"monthly_usd": 50}' -c pyairtable-infra:owner=me`."""
    values = handed_over("dev") | {
        "pyairtable-infra:budget": ' {"monthly_usd": 50.5}',
        "pyairtable-infra:owner": "me",
        "pyairtable-infra:account": "123456789012",
        "aws:region": "eu-west-1",
    }
    profile = from_engine("dev", values)
    assert profile.budget.monthly_usd == Decimal("50.5")
    assert (profile.owner, profile.account, profile.region) == ("me", "123456789012", "us-east-1")


def test_an_empty_text_of_the_engine_is_an_empty_key() -> None:
    assert from_engine("dev", handed_over("dev") | {"pyairtable-infra:services": ""}) == load("dev", ROOT)


def test_secret_keys_of_the_engine_seal_the_variables() -> None:
    values = handed_over("dev", committed("dev") + service("frontend", "environment: { LICENSE: hunter2 }"))
    profile = from_engine("dev", values, ("pyairtable-infra:services",))
    assert profile.services["frontend"].environment == {"LICENSE": SecretStr("hunter2")}
    assert "hunter2" not in repr(profile)


def test_the_engine_and_the_file_agree_on_secure_values(tmp_path: Path) -> None:
    text = committed("dev") + SECURE
    decrypted = handed_over("dev", text.replace("{ secure: v1:hunter2 }", "v1:hunter2"))
    by_engine = from_engine("dev", decrypted, ("pyairtable-infra:services",))
    assert by_engine == load("dev", folder(tmp_path, dev=text))


def told(stack: str, values: dict[str, str], secret_keys: tuple[str, ...] = ()) -> str:
    with pytest.raises(ProfileError) as caught:
        from_engine(stack, values, secret_keys)
    return str(caught.value)


def test_problems_from_the_engine_name_the_stack() -> None:
    values = handed_over("dev") | {"pyairtable-infra:budget": '{"monthly_usd": -1}', "pyairtable-infra:colour": "blue"}
    first, second = told("dev", values).split("\n")
    assert first == (
        "the configuration of stack dev: budget.monthly_usd: -1 is wrong here: more than 0 is needed. For example: 98"
    )
    assert second.startswith("the configuration of stack dev: colour: there is no such key; there is: account, ")


def test_a_secret_in_the_wrong_key_of_the_engine() -> None:
    assert told("dev", handed_over("dev") | {"pyairtable-infra:owner": "hunter2"}, ("pyairtable-infra:owner",)) == (
        "the configuration of stack dev: owner: only a variable under environment can be secure; "
        "here it would become plain text. For example: platform-engineering"
    )


def test_nothing_of_a_secret_section_of_the_engine_is_shown() -> None:
    values = handed_over("dev", committed("dev") + service("frontend", "image: hunter2", "cpu: hunter2"))
    said = told("dev", values, ("pyairtable-infra:services",))
    assert "services.frontend.image: this value is not a full image reference" in said
    assert "hunter2" not in said


def test_json_that_cannot_be_read_is_a_text() -> None:
    assert told("dev", handed_over("dev") | {"pyairtable-infra:usage": '{"requests": '}) == (
        "the configuration of stack dev: usage: '{\"requests\": ' is wrong here: a section with keys is needed. "
        "For example: {requests: 100000}"
    )


def test_a_stack_needs_the_name_of_an_environment() -> None:
    assert told("My_Stack", handed_over("dev")) == (
        "the configuration of stack My_Stack: 'My_Stack' is not an environment name "
        "(2 to 20 small letters, digits and hyphens, a letter first). For example: dev"
    )


def test_another_stack_says_its_stage() -> None:
    assert told("qa", handed_over("dev")) == (
        "the configuration of stack qa: stage: this key is missing: qa is none of dev, staging, prod, "
        "so the file says whose rules bind. For example: pyairtable-infra:stage: dev"
    )
    assert from_engine("qa", handed_over("dev") | {"pyairtable-infra:stage": "dev"}).environment == "qa"
