"""The clients of AWS that functions use."""

from typing import Any

import boto3
from botocore.config import Config

TRIES = 8
"""How often a call is tried that is throttled: https://docs.aws.amazon.com/boto3/latest/guide/retries.html."""


class Clients:
    """Clients that wait when AWS throttles them."""

    def client(self, service: str, region: str | None = None) -> Any:
        """A client of `service`, in the function's region unless given."""
        make: Any = boto3.client
        patient = Config(retries={"mode": "standard", "total_max_attempts": TRIES})
        return make(service, region_name=region, config=patient)
