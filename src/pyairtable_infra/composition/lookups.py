"""What the profile leaves to the account: looked up once, here, and nowhere else."""

import pulumi
import pulumi_aws as aws

from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.sections import StackSections


def account_id(profile: StackSections, provider: aws.Provider) -> str:
    """The account of the profile, or that of the credentials."""
    if profile.account:
        return profile.account
    return aws.get_caller_identity(opts=pulumi.InvokeOptions(provider=provider)).account_id


def zones(profile: EnvironmentProfile, provider: aws.Provider) -> tuple[str, ...]:
    """The zones of the profile, or the first ones that the region offers to everybody."""
    if profile.network.zone_names:
        return profile.network.zone_names
    offered = aws.get_availability_zones(
        state="available",
        filters=[{"name": "opt-in-status", "values": ["opt-in-not-required"]}],
        region=profile.region,
        opts=pulumi.InvokeOptions(provider=provider),
    )
    return tuple(offered.names[: profile.network.zones])


def hosted_zone_id(domain: str, provider: aws.Provider) -> str:
    """The id of the public Route 53 zone called `domain`."""
    return aws.route53.get_zone(name=domain, private_zone=False, opts=pulumi.InvokeOptions(provider=provider)).zone_id
