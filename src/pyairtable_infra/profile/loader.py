"""One loader for the Pulumi program and the tools."""

import re
from pathlib import Path as File
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from pyairtable_components.vocabulary import EnvironmentName, Stage
from pyairtable_infra.profile.account import AccountProfile
from pyairtable_infra.profile.errors import Problem, ProfileError, closest
from pyairtable_infra.profile.examples import Guide
from pyairtable_infra.profile.explain import EXAMPLE, Finding, explain
from pyairtable_infra.profile.layers import DEFAULTS, assemble
from pyairtable_infra.profile.neighbours import with_neighbours
from pyairtable_infra.profile.paths import MISSING, Path, at
from pyairtable_infra.profile.places import places, written
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.sections import LATER_PARTS
from pyairtable_infra.profile.sources import ACCOUNT, Source, from_engine, from_file, from_text

__all__ = ["Profile", "check_name", "load", "load_account", "load_from_engine", "load_stack", "load_text"]

Profile = EnvironmentProfile | AccountProfile

_KEYS = {*EnvironmentProfile.model_fields, DEFAULTS} - {"environment"}
_NAME: TypeAdapter[str] = TypeAdapter(EnvironmentName)


def load(environment: str, root: File) -> EnvironmentProfile:
    """The profile of `Pulumi.<environment>.yaml` below `root`.

    Raises:
        ProfileError: With every problem of the file, each with its line, its key and an example.
    """
    check_name(environment)
    return _build(from_file(environment, root), root)


def load_stack(stack: str, root: File) -> Profile:
    """The profile of an environment, or of the account, where the stack is called `account`.

    Raises:
        ProfileError: With every problem of the file.
    """
    return load_account(root) if stack == ACCOUNT else load(stack, root)


def load_account(root: File) -> AccountProfile:
    """The profile of `Pulumi.account.yaml` below `root`.

    Raises:
        ProfileError: With every problem of the file.
    """
    return _account(from_file(ACCOUNT, root))


def load_text(environment: str, text: str, root: File) -> EnvironmentProfile:
    """The profile that `text` would be as `Pulumi.<environment>.yaml` below `root`.

    Raises:
        ProfileError: With every problem of the text.
    """
    check_name(environment)
    return _build(from_text(environment, text), root)


def load_from_engine() -> Profile:
    """The profile of the stack that the engine is running: its file, `-c`, `--config-file`, ESC and secure values.

    Raises:
        ProfileError: With every problem of the configuration.
    """
    source = from_engine()
    if source.environment == ACCOUNT:
        return _account(source)
    check_name(source.environment, source.file)
    return _build(source)


def check_name(environment: str, file: str | None = None) -> None:
    """Refuse what is no environment name.

    Raises:
        ProfileError: The name has other signs, or too many, or is the account's.
    """
    if environment == ACCOUNT:
        message = "account is the stack of what exists once in an account, and no environment. For example: dev"
        raise ProfileError([Problem(file or f"Pulumi.{ACCOUNT}.yaml", None, "", message)])
    try:
        _NAME.validate_python(environment)
    except ValidationError as error:
        message = str(error.errors()[0]["ctx"]["error"])
        named = environment if re.fullmatch(r"[\w.-]{1,99}", environment) else "*"
        raise ProfileError([Problem(file or f"Pulumi.{named}.yaml", None, "", message)]) from None


def _account(source: Source) -> AccountProfile:
    """The profile of the account."""
    keys = set(AccountProfile.model_fields)
    findings = [found for key in source.values if (found := _unknown(key, keys))]
    unknown = {finding.path[0] for finding in findings}
    guide = Guide(AccountProfile, source.values)
    findings += [
        Finding(path, f"{said} {EXAMPLE}{guide.example(path)}")
        for path, said in source.problems
        if path[0] not in unknown
    ]
    values = {key: value for key, value in source.values.items() if key not in unknown}
    told = {finding.path for finding in findings}
    profile = None
    try:
        profile = AccountProfile.model_validate(values)
    except ValidationError as error:
        fresh = explain(error, values, AccountProfile, source.hidden)
        findings += [finding for finding in fresh if not _inside(finding.path, told)]
    if findings or profile is None:
        raise ProfileError([source.problem(finding.path, finding.message) for finding in findings])
    return profile


def _build(source: Source, root: File | None = None) -> EnvironmentProfile:
    """The profile of a source; below `root` its blocks must not overlap those of the other environments."""
    findings = [found for key in source.values if (found := _not_yet(key, source.environment) or _unknown(key, _KEYS))]
    unknown = {finding.path[0] for finding in findings}
    findings += [_with_example(path, said, source) for path, said in source.problems if path[0] not in unknown]
    values = {key: value for key, value in source.values.items() if key not in unknown}
    findings += _stage(values, source.environment, {finding.path for finding in findings})
    whole, misfits = assemble(values)
    told = {finding.path for finding in findings}
    findings += [Finding(path, message) for path, message in misfits if not _inside(path, told)]
    profile = None
    try:
        profile = EnvironmentProfile.model_validate({**whole, "environment": source.environment})
    except ValidationError as error:
        told = {finding.path for finding in findings}
        fresh = list(explain(error, whole, EnvironmentProfile, source.hidden))
        findings += [finding for finding in fresh if not _follows(finding, told, values)]
        findings = findings or fresh
    placed = places(findings, values)
    if root:
        placed = with_neighbours(placed, values, source.environment, root)
    if placed or profile is None:
        raise ProfileError([source.problem(path, message) for path, message in placed])
    return profile


def _with_example(path: Path, message: str, source: Source) -> Finding:
    in_a_service = ("services", "api-gateway", *path[1:]) if path[0] == DEFAULTS else path
    return Finding(path, f"{message} {EXAMPLE}{Guide(EnvironmentProfile, source.values).example(in_a_service)}")


def _follows(finding: Finding, told: set[Path], values: dict[str, Any]) -> bool:
    """Whether a finding only follows from one that was told already."""
    path = finding.path
    place = written(finding, values)
    if _inside(path, told) or _inside(place, told):
        return True
    # An image that nobody wrote is made of names; the name's own finding is enough.
    if path[:1] != ("services",) or path[2:] != ("image",):
        return False
    return at(values, path) is MISSING and at(values, (DEFAULTS, "image")) is MISSING


def _inside(path: Path, told: set[Path]) -> bool:
    return any(path[: len(other)] == other for other in told)


def _not_yet(key: str, environment: str) -> Finding | None:
    """What is no key of an environment, and looks like one."""
    if key == "environment":
        return Finding(
            (key,), f"the stack is called {environment} already. Remove the key. For example: the file without {key}"
        )
    if key in LATER_PARTS:
        return Finding(
            (key,), f"a later version brings this part. Leave it out until then. For example: the file without {key}"
        )
    return None


def _unknown(key: str, keys: set[str]) -> Finding | None:
    if key in keys:
        return None
    close = closest(key, sorted(keys))
    if close:
        message = f"there is no such key. Did you mean {close}? For example: pyairtable-infra:{close}"
    else:
        message = f"there is no such key; there is: {', '.join(sorted(keys))}. For example: pyairtable-infra:budget"
    return Finding((key,), message)


def _stage(values: dict[str, Any], environment: str, told: set[Path]) -> list[Finding]:
    """Add the stage that an environment's name gives; say that it gives none, or that the file says another."""
    stages = get_args(Stage)
    if environment in stages:
        said, values["stage"] = values.get("stage", environment), environment
        if said == environment or ("stage",) in told:
            return []
        message = f"an environment called {environment} is of the stage {environment}. For example: {environment}"
        return [Finding(("stage",), message)]
    if "stage" in values:
        return []
    values["stage"] = stages[0]
    message = (
        f"this key is missing: {environment} is none of {', '.join(stages)}, so the file says whose rules bind. "
        f"For example: pyairtable-infra:stage: {stages[0]}"
    )
    return [Finding(("stage",), message)]
