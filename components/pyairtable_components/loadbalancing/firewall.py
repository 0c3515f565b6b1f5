"""A web application firewall."""

from typing import Any

from pulumi import Input, ResourceOptions
from pulumi_aws import wafv2

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.loadbalancing.spec import Firewall

# https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
MANAGED = ("AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet")


class WebAcl(Component, token="pyairtable:loadbalancing:WebAcl"):
    """A web ACL before a load balancer: a rate limit per address, and AWS's managed rules if wanted.

    Args:
        name: Logical name.
        spec: The limit, and whether managed rules apply.
        context: What holds for the stack.
        load_balancer_arn: What it stands before.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: Firewall,
        context: Context,
        *,
        load_balancer_arn: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        acl = wafv2.WebAcl(
            name,
            region=context.region,
            name=context.name(name),
            scope="REGIONAL",
            default_action={"allow": {}},
            rules=_rules(spec),
            visibility_config=_visible(context.name(name)),
            tags=self.tags(),
            opts=self.own(),
        )
        wafv2.WebAclAssociation(
            name, region=context.region, resource_arn=load_balancer_arn, web_acl_arn=acl.arn, opts=self.own()
        )
        self.register_outputs({"arn": acl.arn})


def _rules(spec: Firewall) -> list[Any]:
    limit = {
        "name": "rate-limit",
        "priority": 0,
        "action": {"block": {}},
        "statement": {"rate_based_statement": {"limit": spec.requests_per_five_minutes, "aggregate_key_type": "IP"}},
        "visibility_config": _visible("rate-limit"),
    }
    managed = [
        {
            "name": group,
            "priority": priority,
            "override_action": {"none": {}},
            "statement": {"managed_rule_group_statement": {"vendor_name": "AWS", "name": group}},
            "visibility_config": _visible(group),
        }
        for priority, group in enumerate(MANAGED, start=1)
    ]
    return [limit, *managed] if spec.managed_rules else [limit]


def _visible(metric: str) -> Any:
    return {"cloudwatch_metrics_enabled": True, "metric_name": metric, "sampled_requests_enabled": True}
