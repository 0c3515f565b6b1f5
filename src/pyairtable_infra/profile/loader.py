"""One loader for the Pulumi program and the tools."""

from difflib import get_close_matches
from pathlib import Path as File
from typing import Any, get_args

from pydantic import ValidationError

from pyairtable_components.network.allocator import overlap
from pyairtable_components.vocabulary import Stage
from pyairtable_infra.profile.errors import Problem, ProfileError
from pyairtable_infra.profile.explain import explain
from pyairtable_infra.profile.layers import DEFAULTS, assemble
from pyairtable_infra.profile.paths import Path, holds
from pyairtable_infra.profile.profile import LATER_PARTS, EnvironmentProfile
from pyairtable_infra.profile.sources import NAMESPACE, Source, environments, from_engine, from_file, stack_file
from pyairtable_infra.profile.yaml_file import read


def load(environment: str, root: File) -> EnvironmentProfile:
    """The profile of `Pulumi.<environment>.yaml` below `root`.

    Raises:
        ProfileError: With every problem of the file, each with its line, its key and an example.
    """
    source = from_file(environment, root)
    profile = _build(source)
    overlaps = _overlaps(profile, source, root)
    if overlaps:
        raise ProfileError(overlaps)
    return profile


def load_from_engine() -> EnvironmentProfile:
    """The profile of the stack that the engine is running: its file, `-c`, `--config-file`, ESC and secure values.

    Raises:
        ProfileError: With every problem of the configuration.
    """
    return _build(from_engine())


def _build(source: Source) -> EnvironmentProfile:
    values = dict(source.values)
    problems = [problem for key in values if (problem := _unknown(key, source))]
    stage = values.setdefault("stage", source.environment)
    if stage == source.environment and stage not in get_args(Stage):
        message = f"{source.environment} is no stage of itself, so the profile says which rules bind. For example: dev"
        problems.append(source.problem(("stage",), message))
        values["stage"] = "dev"
    whole, misfits = assemble({key: value for key, value in values.items() if not _unknown(key, source)})
    problems += [source.problem(path, message) for path, message in misfits]
    try:
        profile = EnvironmentProfile.model_validate({**whole, "environment": source.environment})
    except ValidationError as error:
        for path, message in explain(error, whole, EnvironmentProfile):
            problems.append(source.problem(_where_written(path, values), message))
        raise ProfileError(problems) from None
    if problems:
        raise ProfileError(problems)
    return profile


def _unknown(key: str, source: Source) -> Problem | None:
    known = {*EnvironmentProfile.model_fields, DEFAULTS} - {"environment"}
    if key in known:
        return None
    if key == "environment":
        message = (
            f"the environment is the stack's own name, {source.environment}. Remove the key. For example: stage: dev"
        )
    elif key in LATER_PARTS:
        message = "this part is not in this version yet. Remove it. For example: objectives says what it must reach"
    else:
        close = get_close_matches(key, known, n=1)
        message = f"there is no such key. For example: {close[0] if close else ', '.join(sorted(known))}"
    return source.problem((key,), message)


def _where_written(path: Path, values: dict[str, Any]) -> Path:
    """The path in the file that a path of the whole profile comes from: a service's own section, or the defaults."""
    if len(path) > 2 and path[0] == "services" and not holds(values, path):  # noqa: PLR2004 - service and key
        from_defaults = (DEFAULTS, *path[2:])
        if holds(values, from_defaults):
            return from_defaults
    return path


def _overlaps(profile: EnvironmentProfile, source: Source, root: File) -> list[Problem]:
    """Blocks of this environment that overlap a block of another environment below `root`."""
    problems = []
    mine = {key: getattr(profile.network, key) for key in ("cidr", "recovery_cidr")}
    for other in environments(root):
        if other == profile.environment:
            continue
        for key, block in mine.items():
            for theirs in _blocks(other, root):
                if block and overlap(block, theirs):
                    message = f"{block} overlaps {theirs} of {other}. For example: {_free(root, profile.environment)}"
                    problems.append(source.problem(("network", key), message))
    return problems


def _blocks(environment: str, root: File) -> list[str]:
    """The blocks of another environment, as far as its file can be read; its own problems are its own."""
    try:
        content = read(stack_file(environment, root).read_text(encoding="utf-8"), environment).content
        network = content["config"][f"{NAMESPACE}:network"]
        return [block for key in ("cidr", "recovery_cidr") if (block := network.get(key)) and overlap(block, block)]
    except (ProfileError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _free(root: File, but: str) -> str:
    """A /16 in 10.0.0.0/8 that no other environment uses."""
    taken = [block for other in environments(root) if other != but for block in _blocks(other, root)]
    return free_block(taken)


def free_block(taken: list[str]) -> str:
    """The first 10.x.0.0/16, from 10.10 on, that overlaps none of `taken`."""
    blocks = (f"10.{second}.0.0/16" for second in range(10, 256))
    return next(block for block in blocks if not any(overlap(block, other) for other in taken))
