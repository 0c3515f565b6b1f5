"""An example of a value that a shape allows, for a message."""

import json
import re
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from pyairtable_infra.engine.standin.aws import patterns

_ELB = "arn:aws:elasticloadbalancing:us-east-1:123456789012"
_TIME = "2026-01-31T12:00:00Z"
_BY_WORD = {
    "bucket": "example-bucket",
    "certificate": "arn:aws:acm:us-east-1:123456789012:certificate/0f29564a-1328-53a7-97ce-a2f43a8fb00b",
    "cidr": "10.0.0.0/16",
    "cluster": "example-cluster",
    "domain": "example.com",
    "kmskey": "arn:aws:kms:us-east-1:123456789012:key/0f29564a-1328-53a7-97ce-a2f43a8fb00b",
    "listenerarn": f"{_ELB}:listener/app/example/0123456789abcdef/0123456789abcdef",
    "loadbalancerarn": f"{_ELB}:loadbalancer/app/example/0123456789abcdef",
    "policyarn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "rolearn": "arn:aws:iam::123456789012:role/example",
    "routetableid": "rtb-0123456789abcdef0",
    "securitygroup": "sg-0123456789abcdef0",
    "subnet": "subnet-0123456789abcdef0",
    "targetgrouparn": f"{_ELB}:targetgroup/example/0123456789abcdef",
    "valuefrom": "arn:aws:ssm:us-east-1:123456789012:parameter/example",
    "vpcid": "vpc-0123456789abcdef0",
    "webaclarn": "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/example/0f29564a-1328-53a7-97ce-a2f43a8fb00b",
}
"""Values by a word in the name of what they are for."""

_KNOWN = (
    "example",
    "example-1",
    "/example",
    "/example/",
    "example.com",
    "10.0.0.0/16",
    "123456789012",
    "us-east-1",
    "alias/example",
    "rate(1 day)",
    _TIME,
    "404",
    "web",
    "1",
    "a",
)
"""Values of many forms, of which the first that fits is told."""

_LONGEST = 128
_FEW = 2


def of(shape: Shape, wrong: Any = None, name: str = "") -> str:
    """A value of a shape, as near to `wrong` as is easily said; `name` is the path of what it is for."""
    if isinstance(shape, ListShape):
        return f"[{of(shape.member, name=name)}]"
    if isinstance(shape, MapShape):
        return f"{{{of(shape.key)}: {of(shape.value)}}}"
    if isinstance(shape, StructureShape):
        members = shape.required_members or list(shape.members)[:_FEW]
        return "{" + ", ".join(f"{json.dumps(key)}: {of(shape.members[key], name=key)}" for key in members) + "}"
    if shape.type_name in ("boolean", "timestamp"):
        return "true" if shape.type_name == "boolean" else json.dumps(_TIME)
    return _text(shape, wrong, name) if isinstance(shape, StringShape) else str(_number(shape, wrong))


def _number(shape: Shape, wrong: Any) -> Any:
    """The bound that `wrong` is beyond, or the digits in it."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    digits = re.search(r"\d+", wrong) if isinstance(wrong, str) else None
    number = int(digits[0]) if digits else wrong if isinstance(wrong, int | float) else 1
    number = int(number) if shape.type_name in ("integer", "long") else number
    number = max(number, low) if low is not None else number
    return min(number, high) if high is not None else number


def _text(shape: StringShape, wrong: Any, name: str) -> str:
    if shape.enum:
        return json.dumps(shape.enum[0])
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max")
    pattern = shape.metadata.get("pattern")
    words = f"{name.rpartition('.')[2]} {shape.name}".lower()
    named = (value for word, value in _BY_WORD.items() if word in words)
    for candidate in (*_mended(wrong, high), *named, *_KNOWN):
        fits = low <= len(candidate) <= (_LONGEST if high is None else min(high, _LONGEST))
        if fits and (not pattern or patterns.matches(pattern, candidate)):
            return json.dumps(candidate, ensure_ascii=False)
    return f"text that matches {pattern}" if pattern else f"text of {low} characters"


def _mended(wrong: Any, longest: int | None) -> list[str]:
    """What `wrong` may have been meant to be."""
    if not isinstance(wrong, str):
        return []
    words = re.sub(r"[^A-Za-z0-9]+", "-", wrong).strip("-")
    forms = (
        re.sub(r"\s+", "-", wrong.strip()),
        words,
        words.lower(),
        words.replace("-", "_"),
        words.replace("-", ""),
        wrong,
    )
    return [each[:longest] for each in forms if each]
