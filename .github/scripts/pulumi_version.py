"""Print `version=` and the version of Pulumi in uv.lock: the CLI and the SDK are released together."""

import sys
import tomllib
from pathlib import Path

packages = tomllib.loads(Path("uv.lock").read_text(encoding="utf-8"))["package"]
version = next(package["version"] for package in packages if package["name"] == "pulumi")
sys.stdout.write(f"version={version}\n")
