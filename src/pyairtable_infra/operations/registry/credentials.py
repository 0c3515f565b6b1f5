"""Who asks a registry: names and tokens from the environment, or what ECR gives to the AWS credentials."""

import base64
import os
import re

from pyairtable_infra.operations.errors import OperationError

GHCR_TOKEN = "GHCR_TOKEN"  # noqa: S105 - the name of a variable
GHCR_USERNAME = "GHCR_USERNAME"
REGISTRY_TOKEN = "REGISTRY_TOKEN"  # noqa: S105
REGISTRY_USERNAME = "REGISTRY_USERNAME"

# https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
_ECR = re.compile(r"[0-9]{12}\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com")


def basic(host: str) -> str | None:
    """The value of a Basic authorization header for `host`; None where nobody gave a credential."""
    ecr = _ECR.fullmatch(host)
    if ecr:
        return _of_ecr(ecr["region"])
    token_variable, name_variable = variables(host)
    token = os.environ.get(token_variable)
    if not token:
        return None
    # GitHub takes any name: https://docs.github.com/packages/working-with-a-github-packages-registry/
    name = os.environ.get(name_variable) or "token"
    return "Basic " + base64.b64encode(f"{name}:{token}".encode()).decode()


def ghcr() -> str:
    """GitHub's registry; GHCR_HOST names another, as GitHub Enterprise has it."""
    return os.environ.get("GHCR_HOST", "ghcr.io")


def variables(host: str) -> tuple[str, str]:
    """The variables that hold the token and the name for `host`."""
    return (GHCR_TOKEN, GHCR_USERNAME) if host == ghcr() else (REGISTRY_TOKEN, REGISTRY_USERNAME)


def advice(host: str) -> str:
    """What helps where a registry does not take the credential."""
    if _ECR.fullmatch(host):
        return "For example: AWS_PROFILE=admin with the same command"
    token, _ = variables(host)
    return f"For example: {token} in the environment, with a token that may do it"


def github_token() -> str:
    """The token of the GitHub API.

    Raises:
        OperationError: There is none.
    """
    token = os.environ.get(GHCR_TOKEN)
    if not token:
        raise OperationError(
            f"the environment has no {GHCR_TOKEN}. For example: {GHCR_TOKEN} with a token that has read:packages and "
            "delete:packages"
        )
    return token


def _of_ecr(region: str) -> str:
    """https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html."""
    from pyairtable_infra.operations.aws import Aws  # noqa: PLC0415 - boto3, only where ECR is asked

    given = Aws(region).ask("ecr", "GetAuthorizationToken")["authorizationData"][0]
    return f"Basic {given['authorizationToken']}"
