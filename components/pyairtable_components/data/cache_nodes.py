"""The node types of ElastiCache for Valkey and Redis OSS; no Pulumi here.

https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
"""

from difflib import get_close_matches

_BURSTABLE = ("micro", "small", "medium")
_SIZES = ("large", "xlarge", "2xlarge", "4xlarge", "12xlarge")
_GRAVITON = (*_SIZES, "8xlarge", "16xlarge")

NODE_TYPES = frozenset(
    f"cache.{family}.{size}"
    for families, sizes in (
        (("t3", "t4g"), _BURSTABLE),
        (("m5", "r5"), (*_SIZES, "24xlarge")),
        (("m6g", "m7g", "r6g", "r7g"), _GRAVITON),
    )
    for family in families
    for size in sizes
)


def check_node_type(value: str) -> str:
    """`value`, if ElastiCache has that type of node.

    Raises:
        ValueError: It has not; the message names one like it.
    """
    if value not in NODE_TYPES:
        near = next(iter(get_close_matches(value, sorted(NODE_TYPES), n=1, cutoff=0.5)), "cache.t4g.micro")
        raise ValueError(f"{value!r} is no node type of ElastiCache. For example: {near}")
    return value
