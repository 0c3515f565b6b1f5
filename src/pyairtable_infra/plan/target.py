"""What a command can look at: a plan file, a state export, or the output of `pulumi preview --json`."""

from pathlib import Path

from pyairtable_infra.plan import file, preview
from pyairtable_infra.plan.model import Plan


def load(path: Path) -> Plan:
    """The plan in a file of any of the three kinds.

    Raises:
        PlanFileError: The file is missing, no JSON, holds something else, or a preview leaves resources out.
    """
    content = file.read(path)
    if isinstance(content, dict) and ("steps" in content or "changeSummary" in content):
        return preview.plan_of(content, path)
    return file.plan_of(content, path)
