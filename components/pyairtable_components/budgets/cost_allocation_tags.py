"""The tags that costs can be told apart by."""

from pulumi import ResourceOptions
from pulumi_aws import costexplorer

from pyairtable_components.budgets.account_spec import AllocationTagsSpec
from pyairtable_components.component import Component
from pyairtable_components.context import Context


class CostAllocationTags(Component, token="pyairtable:budgets:CostAllocationTags"):
    """Tags that are activated for Cost Explorer and budgets: once in an account, and in a later deployment.

    AWS refuses to activate a tag that billing has not seen yet, which takes up to a day after the first resource has
    it. Until the spec says `activated`, this creates nothing. Costs count from the activation on, not backwards.
    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html

    Args:
        name: Logical name.
        spec: Which tags, and whether billing has seen them.
        context: What holds for the stack.
        opts: Resource options.
    """

    def __init__(
        self, name: str, spec: AllocationTagsSpec, context: Context, *, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__(name, context, opts)
        for key in spec.keys if spec.activated else ():
            costexplorer.CostAllocationTag(f"{name}-{key}", tag_key=key, status="Active", opts=self.own())
        self.register_outputs({"activated": spec.activated})
