"""What a person asks for: the stack files, and the options of the command."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyairtable_components.vocabulary.github import REPOSITORY
from pyairtable_components.vocabulary.identity import REGIONS
from pyairtable_infra.profile.errors import Problem, ProfileError
from pyairtable_infra.profile.loader import load
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.sources import NO_FILES, environments

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; a dot would break TLS.
_BUCKET = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
_POLICY = re.compile(r"arn:aws:iam::(aws|\d{12}):policy/[\w+=,.@/-]+", re.ASCII)
_REPOSITORY = re.compile(REPOSITORY)


class RequestError(ValueError):
    """Options that make no sense; the message ends with an example."""


@dataclass(frozen=True)
class Options:
    """The options of the command, as they were typed."""

    environments: Sequence[str] = ()
    region: str | None = None
    bucket: str | None = None
    repository: str | None = None
    deploy_policies: Sequence[str] = ()
    preview_policies: Sequence[str] = ()
    preview_environments: Sequence[str] = ()
    boundary: str | None = None
    owner: str | None = None
    cost_center: str | None = None


@dataclass(frozen=True)
class Request:
    """What is asked for, checked as far as it can be without an account."""

    profiles: Mapping[str, EnvironmentProfile]
    """The environments of this account, sorted by name."""
    region: str
    bucket: str | None
    repository: str | None
    deploy_policies: Mapping[str, tuple[str, ...]]
    """For each environment."""
    preview_policies: tuple[str, ...]
    previewed: tuple[str, ...]
    boundary: str | None
    owner: str
    cost_center: str

    @classmethod
    def read(cls, root: Path, options: Options) -> "Request":
        """The request of these options, with what they leave open from the stack files below `root`.

        Raises:
            ProfileError: A stack file is missing or wrong.
            RequestError: An option is.
        """
        names = sorted(set(options.environments)) or environments(root)
        if not names:
            raise ProfileError([Problem("Pulumi.*.yaml", None, "", NO_FILES)])
        profiles = {name: load(name, root) for name in names}
        _of_roles(options)
        return cls(
            profiles=profiles,
            region=_region(options.region, profiles),
            bucket=_checked("--bucket", options.bucket, _BUCKET, "a bucket name without dots", "shop-pulumi-state"),
            repository=_checked(
                "--repository",
                options.repository,
                _REPOSITORY,
                "OWNER/REPO, nor OWNER@ID/REPO@ID",
                "pyairtable-org/pyairtable-infra",
            ),
            deploy_policies=_deploy_policies(options.deploy_policies, names),
            preview_policies=tuple(sorted({_policy("--preview-policy", each) for each in options.preview_policies})),
            previewed=tuple(sorted({_environment(each, names) for each in options.preview_environments} or names)),
            boundary=_policy("--boundary", options.boundary) if options.boundary else None,
            owner=options.owner or _shared("owner", profiles),
            cost_center=options.cost_center or _shared("cost_center", profiles),
        )

    @property
    def named_policies(self) -> list[tuple[str, str]]:
        """Each policy that an option names, with the option."""
        named = {("--deploy-policy", arn) for arns in self.deploy_policies.values() for arn in arns}
        named |= {("--preview-policy", arn) for arn in self.preview_policies}
        return sorted(named | ({("--boundary", self.boundary)} if self.boundary else set()))


def _of_roles(options: Options) -> None:
    """Refuse what says something of roles where there will be none."""
    said = {
        "--deploy-policy": options.deploy_policies,
        "--preview-policy": options.preview_policies,
        "--boundary": options.boundary,
    }
    for option, value in said.items():
        if value and not options.repository:
            raise RequestError(
                f"{option} is for the roles of a repository, and none is named. "
                "For example: --repository pyairtable-org/pyairtable-infra"
            )


def _region(region: str | None, profiles: Mapping[str, EnvironmentProfile]) -> str:
    if region is None:
        regions = sorted({profile.region for profile in profiles.values()})
        if len(regions) > 1:
            raise RequestError(
                f"the environments are in {' and '.join(regions)}: say where the state lives. "
                f"For example: --region {regions[0]}"
            )
        return regions[0]
    if region not in REGIONS:
        raise RequestError(f"--region {region} is no AWS region. For example: --region us-east-1")
    return region


def _shared(field: str, profiles: Mapping[str, EnvironmentProfile]) -> str:
    """The tag of what all environments use: what they agree on, else what prod says, else the first of them."""
    first = next((name for name, profile in profiles.items() if profile.stage == "prod"), next(iter(profiles)))
    return str(getattr(profiles[first], field))


def _checked(option: str, value: str | None, form: re.Pattern[str], what: str, example: str) -> str | None:
    if value is not None and not form.fullmatch(value):
        raise RequestError(f"{option} {value} is not {what}. For example: {option} {example}")
    return value


def _policy(option: str, arn: str) -> str:
    if not _POLICY.fullmatch(arn):
        raise RequestError(
            f"{option} {arn} is not the ARN of a policy. For example: {option} arn:aws:iam::aws:policy/PowerUserAccess"
        )
    return arn


def _environment(name: str, names: Sequence[str]) -> str:
    if name not in names:
        raise RequestError(
            f"there is no environment {name} here; there is: {', '.join(names)}. For example: {names[0]}"
        )
    return name


def _deploy_policies(values: Sequence[str], names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """`ARN` is for every environment, `ENV=ARN` for one."""
    policies: dict[str, set[str]] = {name: set() for name in names}
    for value in values:
        one, arn = ("", value) if value.startswith("arn:") or "=" not in value else value.split("=", 1)
        for name in [_environment(one, names)] if one else names:
            policies[name].add(_policy("--deploy-policy", arn))
    return {name: tuple(sorted(arns)) for name, arns in policies.items()}
