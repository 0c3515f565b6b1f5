"""Amazon EKS.

https://aws.amazon.com/eks/pricing/
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pyairtable_infra.cost.model import Gap, Line
from pyairtable_infra.cost.money import HOURS
from pyairtable_infra.cost.services.ec2 import SPOT
from pyairtable_infra.cost.subject import Rule, Subject, number, truth

# https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html: as of November 2026.
OLDEST_IN_STANDARD_SUPPORT = (1, 34)

PRICES = (
    "eks/cluster, standard support",
    "eks/cluster, extended support surcharge (on top of standard)",
    "eks/Auto Mode",
)


def cluster(subject: Subject) -> Iterator[Line]:
    """A control plane; one of an old version costs more. Auto Mode adds a fee to each of its nodes."""
    yield subject.hourly("control plane", "eks/cluster, standard support")
    if _is_old(subject.text("version")):
        key = "eks/cluster, extended support surcharge (on top of standard)"
        yield subject.hourly("extended support", key)
    compute = subject.inputs.get("computeConfig")
    if isinstance(compute, Mapping) and truth(compute.get("enabled")):
        yield subject.priced("Auto Mode", "eks/Auto Mode", 1)


def _is_old(version: str) -> bool:
    parts = version.split(".")
    return (
        len(parts) > 1
        and all(part.isdecimal() for part in parts)
        and (tuple(map(int, parts[:2])) < OLDEST_IN_STANDARD_SUPPORT)
    )


def node_group(subject: Subject) -> Iterator[Line]:
    """A node group: its instances between minimum and maximum, expected at the desired size."""
    scaling = subject.inputs.get("scalingConfig")
    if not isinstance(scaling, Mapping):
        yield Gap("how many nodes it has is not known")
        return
    types = subject.inputs.get("instanceTypes") or ("t3.medium",)
    if subject.text("capacityType") == "SPOT":
        yield Gap(SPOT)
    elif isinstance(types[0], str):
        low, expected, high = (
            Fraction(number(scaling.get(key))) * int(HOURS) for key in ("minSize", "desiredSize", "maxSize")
        )
        yield subject.priced(f"nodes {types[0]}", f"ec2-linux/{types[0]}", expected, band=(low, high))
    yield Gap("the volumes of its nodes are the image's or the launch template's and are not in the sum")


RULES: Mapping[str, Rule] = {
    "aws:eks/cluster:Cluster": cluster,
    "aws:eks/nodeGroup:NodeGroup": node_group,
}
FREE = (
    "aws:eks/accessEntry:AccessEntry",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    "aws:eks/addon:Addon",
    "aws:eks/fargateProfile:FargateProfile",
    "aws:eks/identityProviderConfig:IdentityProviderConfig",
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
)
