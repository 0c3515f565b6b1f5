"""A new environment's file, after the example of another one."""

import os
import re
from pathlib import Path as File
from typing import Any

from pyairtable_components.loadbalancing.spec import IssuedCertificate, NoTls
from pyairtable_infra.profile.errors import Problem, ProfileError
from pyairtable_infra.profile.loader import check_name, load, load_text
from pyairtable_infra.profile.neighbours import another_name, blocks_of, free_block
from pyairtable_infra.profile.paths import NAMESPACE, Path, at, dotted, in_profile
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.secure import holds_secure, is_secure, secure_paths
from pyairtable_infra.profile.sources import NO_FILES, environments, parsed, stack_file, text_of
from pyairtable_infra.profile.yaml_file import YamlFile
from pyairtable_infra.profile.yaml_text import as_yaml

_ENCRYPTION = ("encryptionsalt", "encryptedkey", "secretsprovider")

Edit = tuple[int, int, str]
"""Replace the text between two positions."""


def new_environment(name: str, like: str, root: File) -> File:
    """Write `Pulumi.<name>.yaml` below `root` after `Pulumi.<like>.yaml`, with its comments, and return its path.

    The stage is said, address blocks, cost center and domain are its own, and no encrypted value is taken over: it
    could not be read with another key. Nothing is written unless the new file is a good profile.

    Raises:
        ProfileError: The name is none or taken, there is no environment `like`, or the result would be wrong.
    """
    check_name(name)
    path, there = stack_file(name, root), environments(root)
    if path.exists():
        example = f"pyairtable-infra init {another_name(name, there)} --like {like}"
        raise _refused(name, f"the file is there already. For example: {example}")
    if like not in there:
        if not there:
            raise _refused(like, NO_FILES)
        example = f"pyairtable-infra init {name} --like {there[0]}"
        raise _refused(like, f"there is no environment {like!r}; there is: {', '.join(there)}. For example: {example}")
    text = _adapted(name, like, root)
    load_text(name, text, root)
    _write(path, text)
    return path


def _adapted(name: str, like: str, root: File) -> str:
    """The text of `like`, with what a new environment has of its own."""
    profile = load(like, root)
    taken = [block for other in environments(root) for block in blocks_of(other, root)]
    try:
        cidr = free_block(taken)
        recovery_cidr = free_block([*taken, cidr])
    except ValueError as error:
        raise _refused(name, str(error)) from None
    own: dict[Path, str] = {
        ("stage",): profile.stage,
        ("cost_center",): f"pyairtable-{name}",
        ("network", "cidr"): cidr,
        ("network", "recovery_cidr"): recovery_cidr,
    }
    own |= _own_domain(name, profile)
    whole = text_of(like, root)
    text, dropped = _without_secrets(parsed(like, whole), whole)
    text = _with_values(parsed(like, text), text, own)
    text = re.sub(rf"^# {re.escape(like)}:", f"# {name}, made like {like}:", text, flags=re.MULTILINE)
    if dropped:
        text += f"# Secure in {like}, and to be set here as well (pulumi config set --secret): {', '.join(dropped)}\n"
    return text


def _own_domain(name: str, profile: EnvironmentProfile) -> dict[Path, str]:
    """A domain of its own, and the hosts that are the other one's domain."""
    tls = profile.load_balancer.tls
    if isinstance(tls, NoTls):
        return {}
    domain = f"{name}.{tls.hosted_zone if isinstance(tls, IssuedCertificate) else tls.domain.partition('.')[2]}"
    hosts = {
        ("services", service, "runtime", "exposure", "hosts", 0)
        for service, spec in profile.services.items()
        if spec.runtime.exposure and tls.domain in spec.runtime.exposure.hosts
    }
    return dict.fromkeys([("load_balancer", "tls", "domain"), *hosts], domain)


def _with_values(file: YamlFile, text: str, values: dict[Path, str]) -> str:
    """The text with other values at paths of the profile; a stage that is not there yet comes first."""
    written = {in_profile(path): span for path, span in file.spans.items() if path[:1] == ("config",)}
    edits = [(*written[path], as_yaml(value)) for path, value in values.items() if path in written]
    if ("stage",) not in written:
        line = f"{NAMESPACE}:stage: {values['stage',]}"
        start = file.spans["config",][0]
        indent = start - text.rfind("\n", 0, start) - 1
        if ("config",) in file.flows:
            edits.append((start + 1, start + 1, f"{line}, "))
        else:
            after = _start_of(file.lines["config",] + 1, text)
            edits.append((after, after, f"{' ' * indent}{line}\n"))
    return _edited(text, edits)


def _without_secrets(file: YamlFile, text: str) -> tuple[str, list[str]]:
    """The text without secure values and encryption keys, and the paths of those values."""
    paths = _secrets(file.content, ())
    values = [dotted(in_profile(path)) for path in secure_paths(file.content["config"], ("config",))]
    return _edited(text, [_removal(file, path, text) for path in paths]), values


def _secrets(value: Any, path: Path) -> list[Path]:
    """The secure values of a file and the keys of their encryption; a section that would be empty goes as a whole."""
    if is_secure(value) or (len(path) == 1 and path[0] in _ENCRYPTION):
        return [path]
    if isinstance(value, list):
        return [path] if holds_secure(value) else []
    if not isinstance(value, dict):
        return []
    inside = {key: _secrets(inner, (*path, key)) for key, inner in value.items()}
    if path and inside and all(paths == [(*path, key)] for key, paths in inside.items()):
        return [path]
    return [each for paths in inside.values() for each in paths]


def _removal(file: YamlFile, path: Path, text: str) -> Edit:
    """The edit that removes a key with its value and leaves the rest, comments included, as it is."""
    parent = path[:-1]
    if parent in file.flows:
        return (*file.spans[parent], as_yaml(_without(at(file.content, parent), path[-1])))
    start = _start_of(file.lines[path], text)
    end = text.find("\n", max(file.spans[path][1] - 1, start))
    return (start, len(text) if end < 0 else end + 1, "")


def _start_of(line: int, text: str) -> int:
    """Where a line (from 1) of a text begins."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start


def _without(section: dict[str, Any], key: str | int) -> dict[str, Any]:
    """A section without `key`, and without every other secure value in it."""
    return {
        name: _without(inner, "") if isinstance(inner, dict) else inner
        for name, inner in section.items()
        if name != key and not is_secure(inner)
    }


def _edited(text: str, edits: list[Edit]) -> str:
    """The text after the edits; one inside another is part of it."""
    outer = {edit for edit in edits if not any(_contains(other, edit) for other in edits)}
    for start, end, replacement in sorted(outer, reverse=True):
        text = f"{text[:start]}{replacement}{text[end:]}"
    return text if text.endswith("\n") else f"{text}\n"


def _contains(other: Edit, edit: Edit) -> bool:
    return other[:2] != edit[:2] and other[0] <= edit[0] and edit[1] <= other[1]


def _refused(environment: str, message: str) -> ProfileError:
    named = environment if re.fullmatch(r"[\w.-]{1,99}", environment) else "*"
    return ProfileError([Problem(f"Pulumi.{named}.yaml", None, "", message)])


def _write(path: File, text: str) -> None:
    """Write a file whole or not at all, and never over another one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        os.link(draft, path)
    except FileExistsError:
        raise _refused(path.name.split(".")[1], "the file is there already. For example: another name") from None
    finally:
        draft.unlink(missing_ok=True)
