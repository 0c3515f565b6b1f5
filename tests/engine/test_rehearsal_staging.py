"""The whole life of staging."""

from pathlib import Path

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from tests.engine.rehearsed import lives_its_whole_life


def test_staging_lives_its_whole_life_and_leaves_nothing(pulumi: Pulumi, tmp_path: Path) -> None:
    lives_its_whole_life("staging", tmp_path)
