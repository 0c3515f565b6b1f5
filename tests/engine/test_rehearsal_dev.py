"""The whole life of dev, whose first service has a secure variable here."""

import shutil
from pathlib import Path

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from pyairtable_infra.plan.services import services
from tests.conftest import ROOT, environment_plan
from tests.engine.rehearsed import lives_its_whole_life


def with_a_secure_variable(folder: Path) -> Path:
    """A project like ours, whose dev has a secure variable for the service that comes first."""
    first = min(service.name for service in services(environment_plan("dev")))
    for file in (ROOT / "Pulumi.yaml", ROOT / "Pulumi.dev.yaml"):
        shutil.copy(file, folder)
    for kept in (".bin", "src"):
        (folder / kept).symlink_to(ROOT / kept)
    with (folder / "Pulumi.dev.yaml").open("a") as stack:
        stack.write(
            f"  pyairtable-infra:services: {{ {first}: {{ environment: {{ TOKEN: {{ secure: v1:A:B }} }} }} }}\n"
        )
    return folder


def test_dev_lives_its_whole_life_and_leaves_nothing(pulumi: Pulumi, tmp_path: Path) -> None:
    project, temporary = tmp_path / "project", tmp_path / "temporary"
    project.mkdir()
    temporary.mkdir()
    lives_its_whole_life("dev", temporary, root=with_a_secure_variable(project))
