"""The options of a resource, each of them once; then one resource with all."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
from pulumi import CustomTimeouts, Output, ResourceHookBinding, ResourceOptions


def use_all(after: Sequence[pulumi.Resource], component: pulumi.ComponentResource) -> None:
    """Topics: no transform touches their options."""
    each = {
        "timed": ResourceOptions(custom_timeouts=CustomTimeouts(create="1h30m", update="45s", delete="1m30.5s")),
        "replacing": ResourceOptions(replace_on_changes=["tags.*", "name"], delete_before_replace=True),
        "blind": ResourceOptions(
            ignore_changes=["tags", "display_name"], hide_diffs=["policy", 'tags["a.b"]', "x[0].*"]
        ),
        "waiting": ResourceOptions(depends_on=[*after, component]),
        "waiting-later": ResourceOptions(depends_on=Output.from_input(list(after)[:1])),
        "guarded": ResourceOptions(protect=True, retain_on_delete=True),
        "triggered": ResourceOptions(replacement_trigger=Output.from_input({"turn": 1, "list": [1.5, None]})),
    }
    topics = {name: aws.sns.Topic(name, display_name=name, opts=opts) for name, opts in each.items()}
    hook = pulumi.ResourceHook("greet", lambda _: None)
    again = pulumi.ErrorHook("again", lambda _: False)
    aws.sns.Topic(
        "everything",
        tags={"a": "b"},
        opts=ResourceOptions(
            additional_secret_outputs=["arn", "displayName", "beginning_archive_time"],
            aliases=[pulumi.Alias(name="something")],
            custom_timeouts=CustomTimeouts(create="2m"),
            delete_before_replace=False,
            deleted_with=topics["guarded"],
            depends_on=list(topics.values()),
            hide_diffs=["tags"],
            hooks=ResourceHookBinding(after_create=[hook], before_update=[hook], on_error=[again]),
            ignore_changes=["tags"],
            parent=topics["guarded"],
            protect=False,
            replace_on_changes=["display_name"],
            replace_with=[topics["replacing"]],
            retain_on_delete=False,
        ),
    )
