"""The function that reminds people of secrets which nothing rotates."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import boto3

from pyairtable_components.functions.rotation.ages import aged, message

COMMAND = "pyairtable-infra secrets put"


def handle(event: Mapping[str, Any], context: Any) -> None:
    """Publish a message where a secret is old.

    Its variables: PREFIX, with which the names of this environment's secrets begin; AFTER_DAYS; TOPIC_ARN.
    """
    del event, context
    prefix, topic = os.environ["PREFIX"], os.environ["TOPIC_ARN"]
    pages = boto3.client("secretsmanager").get_paginator("list_secrets")
    found = [
        secret
        for page in pages.paginate(Filters=[{"Key": "name", "Values": [prefix]}])
        for secret in page["SecretList"]
    ]
    old = aged(found, datetime.now(UTC), int(os.environ["AFTER_DAYS"]))
    if old:
        subject = f"{len(old)} secrets of {prefix} want a new value"
        boto3.client("sns").publish(TopicArn=topic, Subject=subject, Message=message(old, COMMAND))
