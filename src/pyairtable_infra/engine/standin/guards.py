"""What AWS itself refuses to delete."""

from collections.abc import Mapping

from pyairtable_infra.engine.standin.cloud import Thing

GUARDS: Mapping[str, str] = {
    "aws:dynamodb/table:Table": "deletionProtectionEnabled",
    "aws:lb/loadBalancer:LoadBalancer": "enableDeletionProtection",
    "aws:rds/cluster:Cluster": "deletionProtection",
    "aws:rds/instance:Instance": "deletionProtection",
}
"""The property of each type that switches AWS's own deletion protection on.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html
"""


def guarded(thing: Thing) -> bool:
    """Whether AWS refuses to delete `thing`."""
    return bool(thing.inputs.get(GUARDS.get(thing.type, "")))
