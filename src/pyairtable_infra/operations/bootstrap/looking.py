"""Everything of an account that bootstrap has to do with, looked at before anything is changed."""

from collections.abc import Callable
from functools import partial

from pyairtable_infra.operations.aws import Aws
from pyairtable_infra.operations.bootstrap import conflicts, found_identity, found_storage
from pyairtable_infra.operations.bootstrap.model import Seen
from pyairtable_infra.operations.bootstrap.request import Request
from pyairtable_infra.operations.bootstrap.site import Site
from pyairtable_infra.operations.errors import OperationError

PARTITION = "arn:aws:"


def caller(aws: Aws, request: Request) -> tuple[str, str]:
    """The account of the credentials, and whose they are.

    Raises:
        OperationError: It is not the account that a profile names.
    """
    answer = aws.ask("sts", "GetCallerIdentity")
    account, arn = str(answer["Account"]), str(answer["Arn"])
    if not arn.startswith(PARTITION):
        raise OperationError(f"{arn} is of another partition of AWS; bootstrap knows the partition aws.")
    others = {
        name: profile.account for name, profile in request.profiles.items() if profile.account not in {None, account}
    }
    if others:
        said = ", ".join(f"Pulumi.{name}.yaml says {other}" for name, other in others.items())
        here = " ".join(f"--environment {name}" for name in request.profiles if name not in others)
        example = here or "AWS_PROFILE=admin-of-that-account with the same command"
        raise OperationError(
            f"the credentials are of account {account} ({arn}), but {said}. Take the credentials of that account, or "
            f"name the environments of this one. For example: {example}"
        )
    return account, arn


def look(aws: Aws, request: Request, site: Site) -> Seen:
    """What is there.

    Raises:
        OperationError: A call failed, or something stands in the way that only a person can settle.
    """
    readers: list[Callable[[], Seen]] = [
        partial(found_storage.key, aws, site),
        partial(found_storage.bucket, aws, site),
    ]
    if request.repository:
        readers += [partial(found_identity.policy, aws, option, arn) for option, arn in request.named_policies]
        readers += [partial(found_identity.provider, aws, site)]
        roles = [*map(site.deployer, request.profiles), site.previewer]
        readers += [partial(found_identity.role, aws, site, name) for name in roles]
    seen = conflicts.every(readers)
    return Seen(
        {title: properties for one in seen for title, properties in one.found.items()},
        next((one.key_arn for one in seen if one.key_arn), None),
        frozenset[str]().union(*(one.foreign for one in seen)),
    )
