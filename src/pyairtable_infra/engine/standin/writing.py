"""What an update writes: so much of what somebody changed by hand meanwhile is undone."""

from collections.abc import Mapping
from typing import Any

from pyairtable_infra.engine.standin.cloud import Thing


def written(thing: Thing, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of `thing` after an update from the inputs `before` to those `after`.

    The AWS provider sends the properties that changed between the two, such as
    https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/logs/group.go, so that another one
    stays as it was found. A cluster is sent the whole object:
    https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
    """
    if not thing.type.startswith("aws:"):
        return dict(after)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    kept = {key: value for key, value in thing.inputs.items() if key not in changed}
    return kept | {key: value for key, value in after.items() if key in changed}
