"""The function that rotates users of a cache."""

import os
from collections.abc import Mapping
from typing import Any

import boto3

from pyairtable_components.functions.rotation.protocol import rotate
from pyairtable_components.functions.rotation.redis import ElastiCachePasswords, RedisRotator, over_tls
from pyairtable_components.functions.rotation.versions import SecretsManagerVersions


def handle(event: Mapping[str, str], context: Any) -> None:
    """Carry out a step for the secret `.../redis/SERVICE`.

    Its variables: CACHE_HOST, CACHE_PORT, and USER_PREFIX, with which the ids of the users begin.
    """
    del context
    host, port = os.environ["CACHE_HOST"], int(os.environ["CACHE_PORT"])
    passwords = ElastiCachePasswords(boto3.client("elasticache"))

    def rotator(name: str) -> RedisRotator:
        user = f"{os.environ['USER_PREFIX']}{name.rpartition('/')[2]}"
        return RedisRotator(user, host, port, passwords, over_tls(host, port))

    rotate(event, SecretsManagerVersions(), rotator)
