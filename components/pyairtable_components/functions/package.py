"""What is uploaded for a Lambda function: the modules that its handler imports, and its drivers.

The same sources give the same archive, whoever builds it and whenever: the engine hashes names and contents only.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from pulumi import Asset, AssetArchive, FileAsset, StringAsset

_OURS = __name__.partition(".")[0]
_FOLDER = Path(__file__).parents[1]
"""Where the modules of this package lie: they are read, and never imported."""
_THERE = {"extra": "", "python_version": "3.13", "python_full_version": "3.13.0", "sys_platform": "linux"}
"""Where the archive runs: what a driver requires must not depend on who builds it."""


def package(handler: str, drivers: Sequence[str] = (), texts: Mapping[str, str] | None = None) -> AssetArchive:
    """The archive of the function whose handler is the module `handler`.

    Args:
        handler: A module of this package, for example `pyairtable_components.functions.cost_optimizer.handler`.
        drivers: Distributions that the Lambda runtime does not have, in pure Python; what they require comes along.
        texts: Files beside the modules, by name.

    Raises:
        ValueError: A module imports what a function does not have, or a driver holds compiled code.
    """
    files: dict[str, Asset | AssetArchive] = {
        # The package's own list of public names would import Pulumi. The engine forgets a text that is empty.
        f"{_OURS}/__init__.py": StringAsset('"""What a function needs of the components."""\n'),
        **{file.relative_to(_FOLDER.parent).as_posix(): FileAsset(str(file)) for file in map(_file, modules(handler))},
        **{name: FileAsset(str(path)) for driver in drivers for name, path in driver_files(driver)},
        **{name: StringAsset(text) for name, text in (texts or {}).items()},
    }
    return AssetArchive(dict(sorted(files.items())))


@cache
def modules(handler: str) -> tuple[str, ...]:
    """The modules of this package that `handler` needs, itself and their packages among them; sorted.

    Raises:
        ValueError: One of them imports Pulumi or pydantic, which a function does not have.
    """
    found: set[str] = set()
    waiting = [handler]
    while waiting:
        module = waiting.pop()
        if module in found or module == _OURS:
            continue
        found.add(module)
        waiting.append(module.rpartition(".")[0])
        for name in _imports(module):
            if name.partition(".")[0] == _OURS:
                waiting.append(name)
            elif name.partition(".")[0].startswith(("pulumi", "pydantic")):
                raise ValueError(
                    f"{module} imports {name}, which a function does not have. For example: a module of its own "
                    "for what the function needs"
                )
    return tuple(sorted(found))


@cache
def driver_files(name: str) -> tuple[tuple[str, Path], ...]:
    """Name in the archive and place of each module of the distribution `name` and of what it requires.

    Raises:
        ValueError: It holds compiled code, which would be that of another machine.
    """
    files: dict[str, Path] = {}
    for one in _closure(name):
        for file in one.files or ():
            if file.suffix in (".so", ".pyd"):
                raise ValueError(f"{one.name} holds compiled code: {file}. For example: pg8000, which has none")
            if file.suffix == ".py" and ".." not in file.parts:
                files[file.as_posix()] = Path(str(file.locate()))
    return tuple(sorted(files.items()))


def _closure(name: str) -> Iterator[Distribution]:
    waiting, seen = [name], set[str]()
    while waiting:
        one = distribution(waiting.pop())
        if one.name in seen:
            continue
        seen.add(one.name)
        yield one
        for text in one.requires or ():
            required = Requirement(text)
            if required.marker is None or required.marker.evaluate(_THERE):
                waiting.append(required.name)


def _imports(module: str) -> Iterator[str]:
    """The modules that `module` imports; a name from a package may be a module of it."""
    for node in ast.walk(ast.parse(_file(module).read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            inside = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name for name in inside if name.startswith(f"{_OURS}.") and _found(name))


def _file(module: str) -> Path:
    file = _found(module)
    if file is None:
        raise ValueError(f"there is no module {module}. For example: {_OURS}.functions.cost_optimizer.handler")
    return file


def _found(module: str) -> Path | None:
    """The source of a module or package of ours, if there is one of that name."""
    place = _FOLDER.joinpath(*module.split(".")[1:])
    return next((file for file in (place / "__init__.py", place.with_suffix(".py")) if file.is_file()), None)
