"""The Python language host that a plain CLI needs to run a program, where the official one is not installed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from pulumi.runtime.proto import language_pb2 as pb

from pyairtable_infra.engine.rehearsal.language_host import LanguageHost, serve

BAILED = 32
"""The program has already told what was wrong."""


class RunningHost(LanguageHost):
    engine = ""

    def Handshake(self, request: Any, context: Any) -> Any:
        self.engine = request.engine_address
        return pb.LanguageHandshakeResponse()

    def Run(self, request: Any, context: Any) -> Any:
        program = Path(request.info.program_directory, request.info.entry_point)
        options = {
            "project": request.project,
            "stack": request.stack,
            "organization": request.organization,
            "root_directory": request.info.root_directory,
            "pwd": request.pwd,
            "monitor": request.monitor_address,
            "engine": self.engine,
            "parallel": str(request.parallel),
            "dry_run": str(request.dryRun).lower(),
        }
        arguments = [text for key, value in options.items() for text in (f"--{key}", value)]
        environment = {
            **os.environ,
            "PULUMI_CONFIG": json.dumps(dict(request.config)),
            "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
        }
        command = [sys.executable, os.environ["PULUMI_PYTHON_EXEC"], *arguments, os.path.normpath(program)]
        done = subprocess.run(command, env=environment, stdout=sys.stderr, stderr=sys.stderr, check=False)
        if done.returncode == BAILED:
            return pb.RunResponse(bail=True)
        return pb.RunResponse(error=f"the program ended with {done.returncode}" if done.returncode else "")


if __name__ == "__main__":
    serve(RunningHost())
