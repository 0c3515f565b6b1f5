"""The program that `pulumi up` runs: load the profile, deploy."""

import pulumi

from pyairtable_infra.composition.program import deploy
from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.loader import load_from_engine

try:
    profile = load_from_engine()
except ProfileError as error:
    raise pulumi.RunError(str(error)) from None  # shown as it is, without a traceback
pulumi.run(lambda: deploy(profile))
