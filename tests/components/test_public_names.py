"""What the package offers, and what it costs to import it."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import pyairtable_components

PACKAGE = Path(pyairtable_components.__file__)


def declared() -> dict[str, str]:
    """The names that type checkers see, each with its module."""
    block = next(node for node in ast.parse(PACKAGE.read_text(encoding="utf-8")).body if isinstance(node, ast.If))
    return {
        alias.name: str(node.module) for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_type_checkers_and_programs_see_the_same_names() -> None:
    assert set(declared()) == set(pyairtable_components.__all__)
    assert sorted(pyairtable_components.__all__) == dir(pyairtable_components)
    assert len(set(pyairtable_components.__all__)) == len(pyairtable_components.__all__)


@pytest.mark.parametrize("name", sorted(pyairtable_components.__all__))
def test_every_public_name_is_what_type_checkers_take_it_for(name: str) -> None:
    assert getattr(pyairtable_components, name) is getattr(import_module(declared()[name]), name)


def test_another_name_is_refused_as_python_refuses_it() -> None:
    with pytest.raises(AttributeError, match="module 'pyairtable_components' has no attribute 'Nothing'"):
        _ = pyairtable_components.Nothing


def imported_by(program: str) -> set[str]:
    """The modules that are loaded after `program` has run in a fresh interpreter."""
    ask = f"{program}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True, timeout=60)
    return set(done.stdout.split())


def test_importing_the_package_imports_neither_pulumi_nor_pydantic() -> None:
    loaded = imported_by("import pyairtable_components; dir(pyairtable_components)")
    assert "pyairtable_components" in loaded
    assert not loaded & {"pulumi", "pulumi_aws", "pydantic"}


PURE = (
    "data.cache_nodes",
    "data.instance_classes",
    "data.parameters",
    "data.spec",
    "data.windows",
    "budgets.account_spec",
    "budgets.dashboard",
    "budgets.optimizer_spec",
    "budgets.spec",
    "ecs.placement",
    "ecs.split",
    "ecs.cluster_spec",
    "identity.boundary_actions",
    "identity.boundary_spec",
    "loadbalancing.routing",
    "loadbalancing.spec",
    "network.allocator",
    "network.spec",
    "vocabulary",
    "workload.call_graph",
    "workload.credentials",
    "workload.fargate",
    "workload.service",
    "context",
)


def test_arithmetic_and_specs_import_no_pulumi() -> None:
    loaded = imported_by("; ".join(f"import pyairtable_components.{module}" for module in PURE))
    assert "pydantic" in loaded
    assert not loaded & {"pulumi", "pulumi_aws"}, "a profile is checked without an engine"
