"""The program of a stack: that of an environment, or that of the account."""

from collections.abc import Awaitable

from pyairtable_infra.profile.account import AccountProfile
from pyairtable_infra.profile.loader import Profile


def deploy(profile: Profile) -> Awaitable[None]:
    """Declare everything that `profile` asks for."""
    if isinstance(profile, AccountProfile):
        from pyairtable_infra.composition import account  # noqa: PLC0415 - each imports half of the provider's SDK

        return account.deploy(profile)
    from pyairtable_infra.composition import environment  # noqa: PLC0415

    return environment.deploy(profile)
