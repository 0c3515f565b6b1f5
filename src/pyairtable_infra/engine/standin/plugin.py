"""The stand-in providers as programs: the engine finds them on PATH, starts them, and reads their port.

https://www.pulumi.com/docs/iac/concepts/plugins/
"""

import os
import sys
from pathlib import Path

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from pyairtable_infra.engine import serving
from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.standin.cloud import Cloud
from pyairtable_infra.engine.standin.faults import Interference
from pyairtable_infra.engine.standin.provider import StandIn

CLOUD = "PYAIRTABLE_STANDIN_CLOUD"
"""The variable that names the file of the account."""
PACKAGES = ("aws", "kubernetes")
_NOTES = "started"


def start(cloud: Cloud, port: int = 0) -> tuple[grpc.Server, int]:
    """Serve a stand-in for every package, on one port.

    Args:
        cloud: The account that they play.
        port: 0 for a free one.

    Raises:
        PortError: The port cannot be had.
    """
    provider = StandIn(cloud, Assumptions())
    return serving.start(
        lambda server: provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server),
        port,
        (Interference(cloud),),
    )


def install(folder: Path) -> None:
    """Write the plug-ins' executables into `folder`, which is to stand on PATH."""
    for package in PACKAGES:
        executable(folder / f"pulumi-resource-{package}", __package__)


def executable(path: Path, module: str, *paths: Path) -> None:
    """Write an executable that starts a module with this Python; it also finds what is in `paths`.

    It notes its process before Python is loaded, so that one which is stopped at once is known too.
    """
    found = "".join(f"{each}{os.pathsep}" for each in paths)
    notes = path.parent / _NOTES
    notes.mkdir(exist_ok=True)
    path.write_text(
        f'#!/bin/sh\n: > "{notes}/$$"\nPYTHONPATH="{found}$PYTHONPATH" exec "{sys.executable}" -P -m {module} "$@"\n',
        encoding="utf-8",
    )
    path.chmod(0o755)


def started(folder: Path) -> list[int]:
    """The processes that executables in `folder` started; some may have ended."""
    return [int(note.name) for note in (folder / _NOTES).iterdir()]
