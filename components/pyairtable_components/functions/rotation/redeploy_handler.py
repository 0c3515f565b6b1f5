"""The function that deploys the readers of a rotated secret again."""

import json
import os
from collections.abc import Mapping
from typing import Any

import boto3

from pyairtable_components.functions.rotation.redeploy import renewed


def handle(event: Mapping[str, Any], context: Any) -> None:
    """Force a new deployment of each reader. An apply does not undo it: nothing that a program says has changed.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html

    Its variables: CLUSTER, and READERS, a JSON object from a secret's name to the names of ECS services.
    """
    del context
    name = renewed(event)
    services = json.loads(os.environ["READERS"]).get(name, ()) if name else ()
    if not services:
        return
    ecs = boto3.client("ecs")
    for service in services:
        ecs.update_service(cluster=os.environ["CLUSTER"], service=service, forceNewDeployment=True)
