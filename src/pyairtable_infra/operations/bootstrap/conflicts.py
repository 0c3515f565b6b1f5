"""What stands in the way: bootstrap neither changes what it did not make, nor decides what a person has to."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from pyairtable_components.vocabulary.github import AUDIENCE, ISSUER
from pyairtable_infra.operations.bootstrap.marks import MADE_BY, handed_over
from pyairtable_infra.operations.bootstrap.site import Site
from pyairtable_infra.operations.errors import OperationError

T = TypeVar("T")


class ConflictError(OperationError):
    """Something in the account that only a person can settle."""


def every(readers: Iterable[Callable[[], T]]) -> list[T]:
    """What each reader finds.

    Raises:
        ConflictError: With all that stands in the way, not only the first.
    """
    found: list[T] = []
    conflicts: list[str] = []
    for reader in readers:
        try:
            found.append(reader())
        except ConflictError as conflict:
            conflicts.append(str(conflict))
    if conflicts:
        raise ConflictError("\n".join(conflicts))
    return found


def name_taken(site: Site) -> ConflictError:
    """S3 tells nobody whose bucket it is."""
    return ConflictError(
        f"S3 bucket {site.bucket}: it is there, but not for this caller: another account has the name, or the caller "
        f"lacks s3:ListBucket on it. Choose another name. For example: --bucket {site.bucket[:61]}-2"
    )


def elsewhere(site: Site, region: str) -> ConflictError:
    """A bucket does not move."""
    return ConflictError(
        f"S3 bucket {site.bucket}: it is in {region}, and {site.region} is wanted. Name its region, or another bucket. "
        f"For example: --region {region}"
    )


def foreign_bucket(site: Site) -> ConflictError:
    """A bucket of this account that somebody made."""
    return ConflictError(
        f"S3 bucket {site.bucket}: bootstrap did not make it, so it is left as it is. Choose another name, or hand it "
        f"over with {handed_over(site.project)}. For example: --bucket {site.bucket[:61]}-2"
    )


def foreign_alias(site: Site, key: str, own: str | None) -> ConflictError:
    """The alias is somebody else's, or was moved."""
    example = (
        f"aws kms update-alias --region {site.region} --alias-name {site.alias} --target-key-id {own}"
        if own
        else f"aws kms delete-alias --region {site.region} --alias-name {site.alias}"
    )
    return ConflictError(
        f"KMS alias {site.alias}: it points at {key}, a key that bootstrap did not make. If no stack uses it, move or "
        f"delete the alias, and run bootstrap again. For example: {example}"
    )


def dying_key(site: Site, key: str, date: datetime | None) -> ConflictError:
    """A key that is to be deleted takes every state and secret with it."""
    when = f" on {date:%Y-%m-%d}" if date else ""
    enable = f"aws kms enable-key --region {site.region} --key-id {key}"
    return ConflictError(
        f"KMS key {key} of {site.alias}: it will be deleted{when}, and with it every state and every secret that it "
        f"encrypts. Keep it, and run bootstrap again. "
        f"For example: aws kms cancel-key-deletion --region {site.region} --key-id {key} && {enable}"
    )


def unusable_key(site: Site, key: str, state: str) -> ConflictError:
    """Somebody disabled the key, and knows why."""
    return ConflictError(
        f"KMS key {key} of {site.alias}: its state is {state}, so no state can be read. If nobody wants that, enable "
        f"it. For example: aws kms enable-key --region {site.region} --key-id {key}"
    )


def deaf_provider(site: Site, audiences: Iterable[str]) -> ConflictError:
    """A new audience may open roles that check the issuer only, so their owner has to add it."""
    there = ", ".join(sorted(audiences)) or "none"
    return ConflictError(
        f"OIDC provider {ISSUER}: bootstrap did not make it, and it has not the audience {AUDIENCE} (it has: {there}). "
        f"Roles of others may trust it, so let its owner add the audience. For example: aws iam "
        f"add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {site.provider_arn} "
        f"--client-id {AUDIENCE}"
    )


def foreign_role(site: Site, name: str) -> ConflictError:
    """A role that somebody made."""
    tags = f"Key=ManagedBy,Value={MADE_BY} Key=Project,Value={site.project}"
    return ConflictError(
        f"IAM role {name}: bootstrap did not make it, so it is left as it is. Delete it, or hand it over with "
        f"{handed_over(site.project)}: then its trust and its policies are replaced. "
        f"For example: aws iam tag-role --role-name {name} --tags {tags}"
    )


def no_such_policy(option: str, arn: str) -> ConflictError:
    """An option names a policy that the account does not have."""
    return ConflictError(
        f"{option} {arn}: the account has no such policy. Create it first, or name one of AWS's. "
        f"For example: {option} arn:aws:iam::aws:policy/ReadOnlyAccess"
    )
