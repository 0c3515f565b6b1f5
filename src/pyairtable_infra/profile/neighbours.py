"""What environments must not share: address blocks (one day they are joined), beginnings of names, and domains.

And what they do share: the boundary that the account makes for all their roles.
"""

from ipaddress import IPv4Network
from pathlib import Path as File
from typing import Any

from pyairtable_components.identity.boundary_spec import ManagedBoundary
from pyairtable_components.network.allocator import overlap
from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.explain import EXAMPLE
from pyairtable_infra.profile.paths import NAMESPACE, Path, at
from pyairtable_infra.profile.sections import Sections
from pyairtable_infra.profile.sources import ACCOUNT, environments, stack_file, text_of
from pyairtable_infra.profile.yaml_file import read

_KEYS = ("cidr", "recovery_cidr")
_DOMAIN = ("load_balancer", "tls", "domain")


def with_neighbours(
    placed: list[tuple[Path, str]], values: dict[str, Any], environment: str, root: File
) -> list[tuple[Path, str]]:
    """`placed`, and what this environment shares with another one below `root`; examples of blocks are free ones."""
    configs = {name: _config(name, root) for name in environments(root) if name != environment}
    others = {name: _blocks(config) for name, config in configs.items()}
    theirs = [block for blocks in others.values() for block in blocks]
    taken = theirs + _valid([at(values, ("network", key)) for key in _KEYS])
    told = {path for path, _ in placed}
    result = []
    for path, message in placed:
        if path[:1] == ("network",) and path[1:] in [(key,) for key in _KEYS]:
            others_too = theirs + _valid([at(values, ("network", key)) for key in _KEYS if key != path[1]])
            result.append((path, _with_free_example(message, others_too, taken)))
        else:
            result.append((path, message))
    result += _alike(environment, list(others))
    result += _same_domain(values, environment, configs, told)
    result += _outside_the_boundary(values, root, told)
    for key in _KEYS:
        path = ("network", key)
        for block in _valid([at(values, path)]) if path not in told else ():
            clash = next(((name, other) for name in others for other in others[name] if overlap(block, other)), None)
            if clash:
                message = f"{block} overlaps {clash[1]} of {clash[0]}."
                result.append((path, _with_free_example(f"{message} {EXAMPLE}", [], taken)))
    return result


def blocks_of(environment: str, root: File) -> list[str]:
    """The blocks of an environment, as far as its file can be read; its own problems are its own."""
    return _blocks(_config(environment, root))


def another_name(name: str, others: list[str]) -> str:
    """A name like `name` that no other environment has, and that no other's begins or is the beginning of."""
    plain = name.replace("-", "")
    names = (plain, *(f"{plain[:18]}{number}" for number in range(2, 100)))
    return next((free for free in names if free not in others and not _likes(free, others)), plain)


def _alike(environment: str, others: list[str]) -> list[tuple[Path, str]]:
    """The first other environment whose services could have the names of this one's."""
    for other in _likes(environment, others):
        short, long = sorted((environment, other), key=len)
        example = another_name(long, [*others, environment])
        return [((), f"{long} begins like {short}, so their names could be the same. For example: {example}")]
    return []


def _likes(name: str, others: list[str]) -> list[str]:
    return [other for other in others if f"{other}-".startswith(f"{name}-") != f"{name}-".startswith(f"{other}-")]


def _same_domain(
    values: dict[str, Any], environment: str, configs: dict[str, Any], told: set[Path]
) -> list[tuple[Path, str]]:
    """The environment that has this one's domain already."""
    domain, zone = at(values, _DOMAIN), at(values, (*_DOMAIN[:-1], "hosted_zone"))
    if not isinstance(domain, str) or _DOMAIN in told:
        return []
    theirs = {each: other for other, config in configs.items() for each in _domains(config)}
    if domain not in theirs:
        return []
    under = zone if isinstance(zone, str) else domain.partition(".")[2]
    names = (environment, *(f"{environment}{number}" for number in range(2, 100)))
    free = next((name for name in names if f"{name}.{under}" not in theirs), environment)
    return [(_DOMAIN, f"{theirs[domain]} is reached at {domain} already. For example: {free}.{under}")]


def _outside_the_boundary(values: dict[str, Any], root: File, told: set[Path]) -> list[tuple[Path, str]]:
    """What an environment expects of the boundary of the stack `account`, and that has not."""
    path: Path = ("permissions_boundary",)
    if at(values, (*path, "kind")) != "managed" or path in told or not stack_file(ACCOUNT, root).exists():
        return []
    theirs: dict[str, Any] = next(iter(_sections("permissions_boundary", _config(ACCOUNT, root))), {})
    if theirs.get("kind") != "managed":
        own = "{kind: given, policy: platform-boundary}"
        return [(path, f"the stack {ACCOUNT} makes no boundary. For example: {own}")]
    allowed = theirs.get("regions", ManagedBoundary.model_fields["regions"].default)
    for key in ("region", "recovery_region"):
        region = values.get(key, Sections.model_fields[key].default)
        if (key,) not in told and isinstance(allowed, list | tuple) and region not in allowed:
            message = f"the boundary of the stack {ACCOUNT} keeps roles out of {region}. For example: {allowed[0]}"
            return [((key,) if key in values else path, message)]
    return []


def _config(environment: str, root: File) -> Any:
    """The configuration in another environment's file, as far as it can be read."""
    try:
        return at(read(text_of(environment, root), environment).content, ("config",))
    except ProfileError:
        return {}


def _blocks(config: Any) -> list[str]:
    return _valid([at(network, (key,)) for network in _sections("network", config) for key in _KEYS])


def _domains(config: Any) -> list[str]:
    found = [at(section, _DOMAIN[1:]) for section in _sections("load_balancer", config)]
    return [domain for domain in found if isinstance(domain, str)]


def _sections(key: str, config: Any) -> list[Any]:
    found = [at(config, (name,)) for name in (f"{NAMESPACE}:{key}", key)]
    return [section for section in found if isinstance(section, dict)]


def free_block(taken: list[str]) -> str:
    """The first private /16, from 10.10 on, that overlaps none of `taken`.

    Raises:
        ValueError: There is none.
    """
    starts = (*(f"10.{second}" for second in (*range(10, 256), *range(10))), *(f"172.{n}" for n in range(16, 32)))
    for start in starts:
        block = f"{start}.0.0/16"
        if not any(overlap(block, other) for other in taken):
            return block
    raise ValueError("every private /16 is taken. For example: 10.10.0.0/20, and smaller blocks elsewhere")


def _with_free_example(message: str, others: list[str], taken: list[str]) -> str:
    """The message with a free block as example, where its own is none or is in use."""
    said, _, example = message.partition(EXAMPLE)
    key, _, block = example.rpartition(": ")
    if _valid([block]) and not any(overlap(block, other) for other in others):
        return message
    taken.append(free_block(taken))
    return f"{said}{EXAMPLE}{f'{key}: ' if key in _KEYS and _valid([block]) else ''}{taken[-1]}"


def _valid(blocks: list[Any]) -> list[str]:
    """Those of `blocks` that are blocks of a size that a VPC may have."""
    return [block for block in blocks if isinstance(block, str) and _is_vpc(block)]


def _is_vpc(block: str) -> bool:
    try:
        return 16 <= IPv4Network(block).prefixlen <= 28  # noqa: PLR2004 - what AWS allows
    except ValueError:
        return False
