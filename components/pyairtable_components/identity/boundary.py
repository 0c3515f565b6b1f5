"""The permissions boundary of the platform's roles."""

from pulumi import Output, ResourceOptions
from pulumi_aws import iam

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.boundary_actions import GLOBAL, NEVER, PASSED_TO, platform_actions
from pyairtable_components.identity.boundary_spec import ManagedBoundary
from pyairtable_components.identity.policy import Statement, document
from pyairtable_components.vocabulary import physical_name

LONGEST = 6144
"""Characters of a managed policy, white space aside.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""


class PermissionsBoundary(Component, token="pyairtable:identity:PermissionsBoundary"):
    """A managed policy that says the most which roles of the platform may ever do. It grants nothing by itself.

    It allows the actions of `boundary_actions.ACTIONS`, and passing roles of this project to `PASSED_TO`. It denies
    `NEVER`, and whatever a role does outside the regions of `spec`, services without a region aside
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).

    Roles carry it by `Context.permissions_boundary`. One of these for an account: IAM knows no region.

    Args:
        name: Logical name; also the last part of the policy's name.
        spec: What a person decides.
        context: What holds for the stack.
        opts: Resource options.

    Raises:
        ValueError: The stack's own region is none of those where roles may act.
    """

    def __init__(
        self, name: str, spec: ManagedBoundary, context: Context, *, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__(name, context, opts)
        if context.region not in spec.regions:
            raise ValueError(
                f"permissions_boundary: regions: {context.region}, where this stack lies, is missing. "
                f"For example: [{', '.join((context.region, *spec.regions))}]"
            )
        policy = iam.Policy(
            name,
            name=policy_name(name, context),
            description=f"The most that roles of {context.project} may ever do",
            policy=document(*_statements(spec, context)),
            tags=self.tags(),
            opts=self.own(),
        )
        self.arn: Output[str] = policy.arn
        self.register_outputs({"arn": self.arn})


def policy_name(name: str, context: Context) -> str:
    """The physical name of the policy with this logical name."""
    return physical_name("managed policy", context.name(name))


def _statements(spec: ManagedBoundary, context: Context) -> tuple[Statement, ...]:
    ours = f"arn:{context.partition}:iam::{context.account_id}:role/{context.project}-*"
    services = {"StringEquals": {"iam:PassedToService": list(PASSED_TO)}}
    elsewhere = {"StringNotEquals": {"aws:RequestedRegion": list(spec.regions)}}
    return (
        Statement(platform_actions(), ["*"], limit=True, sid="Most"),
        Statement(["iam:PassRole"], [ours], conditions=services, limit=True, sid="PassOwnRoles"),
        Statement(NEVER, ["*"], effect="Deny", sid="Never"),
        Statement(not_actions=GLOBAL, resources=["*"], conditions=elsewhere, effect="Deny", sid="OtherRegions"),
    )
