"""What many tests need: the repository, its three plans, and a way to plan a small program.

What plans is imported when it is asked for: a test run on two cores reads this file three times, and one of them
only counts.
"""

import gc
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pyairtable_components import Context
    from pyairtable_infra.engine.assumptions import Assumptions
    from pyairtable_infra.plan.model import Plan

settings.register_profile("all", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fast", settings.get_profile("all"), max_examples=15)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "all"))
gc.set_threshold(50_000, 20, 50)  # thousands of plans, few cycles: looking for them took a tenth of the time


def pytest_sessionfinish() -> None:
    """Leave what lives to the end alone: pytest looks for garbage several times before it ends."""
    gc.freeze()


ROOT = Path(__file__).parent.parent
PROJECT = "pyairtable-infra"

Program = Callable[[], Awaitable[None] | None]


def share_models() -> None:
    """Let all sessions of botocore in this process read the models of the APIs once."""
    import botocore.session

    vars(botocore.session)["create_loader"] = cache(botocore.session.create_loader)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@cache
def environment_plan(environment: str) -> "Plan":
    """The plan of a committed environment, made once in a process."""
    return _plan(environment)


@cache
def environment_preview(environment: str) -> "Plan":
    """The same before anything is deployed: what only AWS knows is unknown."""
    return _plan(environment, unknowns=True)


def _plan(environment: str, *, unknowns: bool = False) -> "Plan":
    from pyairtable_infra.composition.environment import deploy
    from pyairtable_infra.engine.run import run
    from pyairtable_infra.profile.loader import load

    profile = load(environment, ROOT)
    return run(lambda: deploy(profile), project=PROJECT, stack_name=environment, root=ROOT, unknowns=unknowns)


def planned(program: Program, *, unknowns: bool = False, assumptions: "Assumptions | None" = None) -> "Plan":
    """The plan of a small program, on a monitor of its own."""
    from pyairtable_infra.engine.assumptions import Assumptions
    from pyairtable_infra.engine.run import run

    return run(
        program,
        project="example",
        stack_name="test",
        root=ROOT,
        unknowns=unknowns,
        assumptions=assumptions or Assumptions(),
    )


@pytest.fixture
def context() -> "Context":
    return a_context()


def a_context(**changes: object) -> "Context":
    """A dev context in us-east-1; `changes` replace its values."""
    from pyairtable_components import Context

    values: dict[str, object] = {
        "project": "shop",
        "environment": "dev",
        "stage": "dev",
        "account_id": "123456789012",
        "region": "us-east-1",
        "zones": ("us-east-1a", "us-east-1b", "us-east-1c"),
        "owner": "shop-team",
        "cost_center": "shop",
        "protection": "none",
        "monitoring": "basic",
    }
    return Context.model_validate(values | changes)


def walk(value: Any) -> Iterator[Any]:
    """Every value inside `value`, itself first."""
    yield value
    children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    for child in children:
        yield from walk(child)
