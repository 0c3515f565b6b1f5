"""The commands put together, and what every one of them does with an error."""

import gc
import os
import sys
from typing import NoReturn

import typer

from pyairtable_infra.cli import (
    access,
    bootstrap,
    costs,
    environments,
    hours,
    plans,
    prices,
    registry,
    rehearsals,
    secrets,
    spending,
    standins,
)
from pyairtable_infra.engine import lazy_aws

GOOD, GATE_FAILED, BAD_INPUT, ENGINE_FAILED = range(4)
"""Exit codes: good; a gate failed; bad input; the engine or the cloud failed."""

app = typer.Typer(
    name="pyairtable-infra",
    help="Plan the PyAirtable platform on AWS. Credentials: bootstrap, secrets, registry, access review, hours, cost.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
plans.register(app)
costs.register(app)
spending.register(costs.costs)
prices.register(app)
environments.register(app)
rehearsals.register(app)
standins.register(app)
bootstrap.register(app)
registry.register(app)
secrets.register(app)
access.register(app)
hours.register(app)


def main() -> NoReturn:
    """Run the command line; every expected error is one clear message and an exit code."""
    gc.disable()  # a command ends soon, and its memory with it
    lazy_aws.install()
    code = _run()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)  # taking a large plan apart object by object would take a second more


def _run() -> int:
    from pyairtable_infra.cost.errors import CostError  # noqa: PLC0415 - imported when needed
    from pyairtable_infra.engine.errors import EngineError  # noqa: PLC0415
    from pyairtable_infra.engine.project import ProjectError  # noqa: PLC0415
    from pyairtable_infra.operations.errors import InputError, OperationError  # noqa: PLC0415
    from pyairtable_infra.plan.file import PlanFileError  # noqa: PLC0415
    from pyairtable_infra.profile.errors import ProfileError  # noqa: PLC0415

    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else GOOD
    except (ProfileError, PlanFileError, ProjectError, CostError, InputError) as error:
        return _failed(str(error), BAD_INPUT)
    except (EngineError, OperationError) as error:
        return _failed(str(error), ENGINE_FAILED)
    except BrokenPipeError:
        return GOOD
    return GOOD


def _failed(message: str, code: int) -> int:
    sys.stderr.write(f"{message}\n")
    return code
