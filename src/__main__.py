"""The program that `pulumi up` runs: load the profile, deploy."""

import pulumi

from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.profile.loader import load_from_engine

pulumi.run(lambda: deploy(load_from_engine()))
