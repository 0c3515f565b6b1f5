"""The command line: one file a group of commands, no logic."""

from pyairtable_infra.cli.app import main

__all__ = ["main"]
