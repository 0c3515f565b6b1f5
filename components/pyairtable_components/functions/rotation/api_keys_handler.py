"""The function that rotates keys which a provider issues."""

import os
from collections.abc import Mapping
from typing import Any

from pyairtable_components.functions.rotation.api_keys import PROVIDERS, ApiKeyRotator
from pyairtable_components.functions.rotation.protocol import rotate
from pyairtable_components.functions.rotation.versions import SecretsManagerVersions


def handle(event: Mapping[str, str], context: Any) -> None:
    """Carry out a step. Its variable PROVIDER names who issues the keys."""
    del context
    provider = PROVIDERS[os.environ["PROVIDER"]]
    rotate(event, SecretsManagerVersions(), lambda _: ApiKeyRotator(provider))
