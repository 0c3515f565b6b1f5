"""A service that is imported in parts is the same as one whose `__init__` has run: here a small SDK of that shape."""

import importlib
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

from pyairtable_infra.engine import lazy_aws

SDK = "small_sdk"
HEAD = "# coding=utf-8\nimport builtins as _builtins\nfrom .. import _utilities\nimport typing\n# The modules:\n\n"
MODULES = {
    "get_vpc": "\n__all__ = ['GetVpcResult', 'get_vpc']\nclass GetVpcResult: ...\ndef get_vpc(): ...\n",
    "vpc": "from . import outputs\nfrom ._inputs import *\n__all__ = ['VpcArgs', 'Vpc']\n"
    "class VpcArgs: ...\nclass Vpc:\n    args = RouteArgs\n    route = outputs.Route\n",
    "old": "\n__all__ = ['Old']\nclass Old: ...\nhidden = 2\n",
    "new": "\n__all__ = ['New']\nclass New: ...\n",
    "_inputs": "\n__all__ = [\n    'RouteArgs',\n]\nclass RouteArgs: ...\n",
    "outputs": "__all__ = ['Route']\nclass Route: ...\n",
}
INIT = HEAD + "".join(f"from .{name} import *\n" for name in list(MODULES)[:-1]) + "from . import outputs\n"
NAMES = ("get_vpc", "GetVpcResult", "vpc", "Vpc", "VpcArgs", "old", "Old", "new", "New", "RouteArgs")


@pytest.fixture
def small_sdk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    service = tmp_path / SDK / "ec2"
    service.mkdir(parents=True)
    (tmp_path / SDK / "__init__.py").write_text("")
    (tmp_path / SDK / "_utilities.py").write_text("")
    (service / "__init__.py").write_text(INIT)
    for name, text in MODULES.items():
        (service / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(lazy_aws, "_SDK", SDK)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    yield service
    forget()


def forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == SDK]:
        del sys.modules[name]


def imported() -> ModuleType:
    return importlib.import_module(f"{SDK}.ec2")


def parts() -> set[str]:
    return {name.rpartition(".")[2] for name in sys.modules if name.startswith(f"{SDK}.ec2.")}


def kinds(package: ModuleType) -> dict[str, tuple[str, str]]:
    """What a package holds, without the objects' identity."""
    return {
        name: (type(value).__name__, str(getattr(value, "__module__", "")))
        for name in dir(package)
        if not name.startswith("__") and (value := getattr(package, name)) is not None
    }


def test_only_the_module_of_a_name_and_what_it_imports_are_imported(small_sdk: Path) -> None:
    lazy_aws.install()
    ec2 = imported()
    assert parts() == set()
    vpc = ec2.Vpc
    assert parts() == {"vpc", "_inputs", "outputs"}
    assert (vpc.args, vpc.route) == (ec2.RouteArgs, ec2.outputs.Route)
    assert vars(ec2)["Vpc"] is vpc, "the next look-up costs nothing"


def test_every_name_is_what_the_init_makes_of_it(small_sdk: Path) -> None:
    real = kinds(imported())
    assert real["get_vpc"][0] == "function"
    forget()
    lazy_aws.install()
    for name in NAMES:
        forget()
        value = getattr(imported(), name)
        assert (type(value).__name__, str(getattr(value, "__module__", ""))) == real[name], name


def test_an_import_of_a_module_does_not_hide_the_function_of_its_name(small_sdk: Path) -> None:
    lazy_aws.install()
    function = importlib.import_module(f"{SDK}.ec2.get_vpc").get_vpc
    assert imported().get_vpc is function
    assert parts() == {"get_vpc"}


def test_the_package_becomes_a_real_one_with_the_same_objects(small_sdk: Path) -> None:
    real = kinds(imported())
    forget()
    lazy_aws.install()
    ec2 = imported()
    before = {name: getattr(ec2, name) for name in NAMES}
    assert kinds(ec2) == real
    assert type(ec2) is ModuleType
    assert {name: getattr(ec2, name) for name in NAMES} == before
    assert importlib.reload(ec2).Vpc is before["Vpc"]


def test_a_star_import_has_all_names(small_sdk: Path) -> None:
    code = f"from {SDK}.ec2 import *"
    with_init: dict[str, object] = {}
    exec(code, with_init)  # noqa: S102 - the statement is ours
    forget()
    lazy_aws.install()
    without: dict[str, object] = {}
    exec(code, without)  # noqa: S102
    assert without.keys() == with_init.keys()
    assert {"Vpc", "get_vpc", "outputs"} <= without.keys()


@pytest.mark.parametrize("name", ["Vpx", "hidden", "__all__"])
def test_a_name_that_is_not_there_is_the_same_error(small_sdk: Path, name: str) -> None:
    def message() -> str:
        with pytest.raises(AttributeError) as caught:
            getattr(imported(), name)
        return str(caught.value)

    real = message()
    forget()
    lazy_aws.install()
    assert message() == real == f"module '{SDK}.ec2' has no attribute '{name}'"


def test_what_the_init_imports_for_itself_is_there_too(small_sdk: Path) -> None:
    lazy_aws.install()
    assert imported()._utilities is sys.modules[f"{SDK}._utilities"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("__init__.py", INIT + "import sys\n"),
        ("__init__.py", INIT + "from .absent import *\nfrom .vpc import Vpc as Network\n"),
        ("old.py", "Old = 1\n"),
        ("old.py", "\n__all__ = ['Old', 'New']\nOld = New = 1\n"),
        ("old.py", "\n__all__ = ['Old', 'new']\nOld = new = 1\n"),
        ("old.py", "\n__all__ = list('x')\nx = 1\n"),
    ],
)
def test_a_package_of_another_form_is_imported_as_ever(small_sdk: Path, file: str, text: str) -> None:
    (small_sdk / file).write_text(text)
    (small_sdk / "absent.py").write_text("")
    lazy_aws.install()
    ec2 = imported()
    assert type(ec2) is ModuleType
    assert {"vpc", "old", "new"} <= parts()


def test_a_module_that_looks_a_name_up_in_its_own_package_gets_an_error_and_no_endless_import(small_sdk: Path) -> None:
    (small_sdk / "new.py").write_text("from . import nowhere\n__all__ = ['New']\n")
    lazy_aws.install()
    with pytest.raises(ImportError, match="cannot import name 'nowhere'"):
        dir(imported())


def test_threads_see_the_same_objects(small_sdk: Path) -> None:
    lazy_aws.install()
    ec2 = imported()

    def look(count: int) -> tuple[object, ...]:
        if count % 4 == 3:
            dir(ec2)
        return tuple(getattr(ec2, name) for name in NAMES)

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(look, range(32)))) == 1


def test_other_packages_and_their_parts_are_left_alone(small_sdk: Path) -> None:
    lazy_aws.install()
    lazy_aws.install()
    finder = sys.meta_path[0]
    assert sum(type(one) is type(finder) for one in sys.meta_path) == 1
    for name in (SDK, f"{SDK}.ec2.vpc", "other.ec2", "ec2", f"{SDK}.absent"):
        assert finder.find_spec(name, [str(small_sdk.parent)], None) is None


def test_the_spec_is_that_of_python(small_sdk: Path) -> None:
    def facts() -> tuple[object, ...]:
        ec2 = imported()
        spec = ec2.__spec__
        assert spec is not None
        return ec2.__file__, list(ec2.__path__), ec2.__package__, spec.origin, type(spec.loader), type(ec2.__loader__)

    real = facts()
    forget()
    lazy_aws.install()
    assert facts() == real
