"""Import only those modules of `pulumi_aws` that a program uses (docs/adr/0010).

The `__init__` of a service, such as `pulumi_aws.ec2`, imports all modules of it with `from .vpc import *`. With
`install()`, the package is there without its `__init__` having run, and imports the module that exports a name when
the name is looked up. `dir()`, `import *` and a name that nothing exports run the real `__init__`.
"""

import re
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

_SDK = "pulumi_aws"

_MODULE = ""
"""Who exports a name that is a module of the package."""

_IGNORED = frozenset({"", "import builtins as _builtins", "from .. import _utilities", "import typing"})
_OUTPUTS = "from . import outputs"
_STAR = re.compile(r"from \.(\w+) import \*")
_ALL = re.compile(rb"\n__all__ = \[((?:\s*'\w+',?)*)\s*\]")
_NAME = re.compile(rb"\w+")
_HEAD = 4096
"""Bytes of a module that nearly always hold its whole `__all__`."""


def install() -> None:
    """From now on, the services of `pulumi_aws` that are not imported yet come in parts."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds the services of the SDK where Python would find them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a service, to be loaded by `_ServiceLoader`; None for everything else."""
        if fullname.rpartition(".")[0] != _SDK:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.submodule_search_locations and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _ServiceLoader(spec.loader)
        return spec


class _ServiceLoader(Loader):
    """Makes the package of a service."""

    def __init__(self, real: SourceFileLoader) -> None:
        self.real = real

    def exec_module(self, module: ModuleType) -> None:
        """Give `module` its names to look up, or run its `__init__` if that does more than import what is there."""
        spec = module.__spec__
        if spec is not None:
            module.__loader__ = spec.loader = self.real
        names = _names(self.real)
        if names is None:
            self.real.exec_module(module)
        else:
            _exporters[module.__name__] = names
            module.__class__ = _Service


class _Service(ModuleType):
    """The package of a service whose `__init__` has not run."""

    def __getattr__(self, name: str) -> Any:
        """What the real package has under `name`."""
        if name in _exporters[self.__name__]:
            value = _exported(self, name)
            ModuleType.__setattr__(self, name, value)
            return value
        if self.__name__ not in _completing.packages:
            _complete(self)
        return ModuleType.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Set `name`. Python sets a module that it has imported: `get_vpc` is still the function of that module."""
        if isinstance(value, ModuleType) and value is sys.modules.get(f"{self.__name__}.{name}"):
            value = _exported(self, name) if name in _exporters[self.__name__] else value
        ModuleType.__setattr__(self, name, value)

    def __dir__(self) -> list[str]:
        """All names, as of the real package."""
        _complete(self)
        return dir(self)


class _Completing(threading.local):
    """The packages whose `__init__` this thread is running."""

    def __init__(self) -> None:
        self.packages: set[str] = set()


_completing = _Completing()

_exporters: dict[str, dict[str, str]] = {}
"""By package: the names that it has after its `__init__`, and the module that exports each, or `_MODULE`."""


def _exported(package: ModuleType, name: str) -> Any:
    exporter = _exporters[package.__name__][name]
    module = import_module(f"{package.__name__}.{exporter or name}")
    return module if exporter == _MODULE else getattr(module, name)


def _complete(package: ModuleType) -> None:
    """Run the `__init__` of `package`: it finds the modules that are there already, and the package is a real one.

    Without a lock: two threads that do so bind the same objects, and a lock could wait for one of an import.
    """
    spec = package.__spec__
    if spec is None or spec.loader is None:
        return
    _completing.packages.add(package.__name__)
    try:
        spec.loader.exec_module(package)
        package.__class__ = ModuleType
    finally:
        _completing.packages.discard(package.__name__)


def _names(loader: SourceFileLoader) -> dict[str, str] | None:
    """The exporters of a package's names.

    Returns:
        None if the `__init__` holds a statement of another form, imports from a module without a plain `__all__`, or
        binds a name twice.
    """
    names: dict[str, str] = {}
    folder = Path(loader.path).parent
    for line in Path(loader.path).read_text(encoding="utf-8").splitlines():
        star = _STAR.fullmatch(line)
        if star:
            exports = _exports(folder / f"{star[1]}.py")
            if exports is None:
                return None
            bound = {star[1]: _MODULE, **dict.fromkeys(exports, star[1])}
            if bound.keys() & names.keys():
                return None
            names |= bound
        elif line == _OUTPUTS:
            names["outputs"] = _MODULE
        elif line not in _IGNORED and not line.startswith("#"):
            return None
    return names


def _exports(module: Path) -> list[str] | None:
    """The `__all__` of a module's source."""
    try:
        with module.open("rb", buffering=0) as source:
            text = source.read(_HEAD)
            found = _ALL.search(text) or _ALL.search(text + source.readall())
    except OSError:
        return None
    return [name.decode() for name in _NAME.findall(found[1])] if found else None
