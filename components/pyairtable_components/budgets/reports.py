"""Where findings and reports about costs are kept."""

from pulumi import Input, ResourceOptions

from pyairtable_components.context import Context
from pyairtable_components.data.bucket import PrivateBucket
from pyairtable_components.data.spec import BucketSpec

KEPT_DAYS = 400
"""A year and a month, so that a month can be held against the same one a year before."""


class CostReports(PrivateBucket, token="pyairtable:budgets:Reports"):
    """A private bucket for findings and reports about costs, below `cost/`; each is deleted after 400 days.

    Creates what a private bucket does, without versions: a second run writes the same again. It costs what it holds:
    about 10 KB a day.

    Args:
        name: Logical name, and last part of the bucket's name before account and region.
        context: What holds for the stack.
        key_arn: KMS key.
        opts: Resource options.
    """

    def __init__(
        self, name: str, context: Context, *, key_arn: Input[str], opts: ResourceOptions | None = None
    ) -> None:
        kept = BucketSpec(expire_after_days=KEPT_DAYS)
        super().__init__(name, kept, context, key_arn=key_arn, versioned=False, opts=opts)
