"""Arguments and options that several commands share."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

EnvironmentArgument = Annotated[str, typer.Argument(metavar="ENV", help="An environment that has a Pulumi.ENV.yaml.")]
Root = Annotated[
    Path,
    typer.Option("--root", "-C", help="The folder of Pulumi.yaml.", file_okay=False, exists=True),
]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")]
JsonOut = Annotated[
    str | None, typer.Option("--json", metavar="FILE", help="The assessment as JSON; - is standard output.")
]

HERE = Path()


def write(text: str, to: str) -> None:
    """Write `text` to a file whole or not at all; `-` is standard output."""
    if to == "-":
        sys.stdout.write(text)
        return
    target = Path(to)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        message = f"{to}: cannot be written: {error.strerror}. For example: {target.name or 'plan.json'}"
        raise typer.BadParameter(message) from None
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
