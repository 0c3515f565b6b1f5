"""The whole life of prod, which is protected."""

from pathlib import Path

from pyairtable_infra.engine.rehearsal.pulumi import Pulumi
from tests.engine.rehearsed import lives_its_whole_life


def test_prod_lives_its_whole_life_and_leaves_nothing(pulumi: Pulumi, tmp_path: Path) -> None:
    lives_its_whole_life("prod", tmp_path, strict=True)
