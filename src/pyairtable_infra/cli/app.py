"""The commands put together, and what every one of them does with an error."""

import sys
from typing import NoReturn

import typer

from pyairtable_infra.cli import environments, plans

GOOD, GATE_FAILED, BAD_INPUT, ENGINE_FAILED = range(4)
"""Exit codes: good; a gate failed; bad input; the engine or the cloud failed."""

app = typer.Typer(
    name="pyairtable-infra",
    help="Plan the PyAirtable platform on AWS. No command here needs a cloud account.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
plans.register(app)
environments.register(app)


def main() -> NoReturn:
    """Run the command line; every expected error is one clear message and an exit code."""
    from pyairtable_infra.engine.errors import EngineError  # noqa: PLC0415 - not needed by --help
    from pyairtable_infra.plan.file import PlanFileError  # noqa: PLC0415
    from pyairtable_infra.profile.errors import ProfileError  # noqa: PLC0415

    try:
        app()
    except (ProfileError, PlanFileError) as error:
        _fail(str(error), BAD_INPUT)
    except EngineError as error:
        _fail(str(error), ENGINE_FAILED)
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}. For example: -o plan.json in a folder that exists", BAD_INPUT)
    except BrokenPipeError:
        sys.exit(GOOD)
    sys.exit(GOOD)


def _fail(message: str, code: int) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    sys.exit(code)
