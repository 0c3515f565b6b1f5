"""The address blocks of the environments, which must not overlap: one day they are joined."""

from ipaddress import IPv4Network
from pathlib import Path as File
from typing import Any

from pyairtable_components.network.allocator import overlap
from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.explain import EXAMPLE
from pyairtable_infra.profile.paths import NAMESPACE, Path, at
from pyairtable_infra.profile.sources import environments, text_of
from pyairtable_infra.profile.yaml_file import read

_KEYS = ("cidr", "recovery_cidr")


def with_free_blocks(
    placed: list[tuple[Path, str]], values: dict[str, Any], environment: str, root: File
) -> list[tuple[Path, str]]:
    """`placed`, and each block that overlaps one of another environment below `root`; examples are free blocks."""
    others = {name: blocks_of(name, root) for name in environments(root) if name != environment}
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
    try:
        content = read(text_of(environment, root), environment).content
    except ProfileError:
        return []
    config = content.get("config") if isinstance(content, dict) else None
    networks = [config.get(key) for key in (f"{NAMESPACE}:network", "network")] if isinstance(config, dict) else []
    return _valid([network.get(key) for network in networks if isinstance(network, dict) for key in _KEYS])


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
