"""The options, and what they leave to the stack files."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from pyairtable_infra.operations.bootstrap.request import Options, Request, RequestError
from pyairtable_infra.profile.errors import ProfileError
from tests.conftest import ROOT
from tests.infra.operations.bootstrap.making import ENVIRONMENTS, a_request

ARN = "arn:aws:iam::aws:policy/PowerUserAccess"
OWN = "arn:aws:iam::123456789012:policy/team/deploy"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ENVIRONMENTS:
        shutil.copy(ROOT / f"Pulumi.{name}.yaml", tmp_path)
    return tmp_path


def say(project: Path, environment: str, key: str, value: str) -> None:
    file = project / f"Pulumi.{environment}.yaml"
    file.write_text(f"{file.read_text()}  pyairtable-infra:{key}: {value}\n")


def test_everything_is_read_from_the_stack_files() -> None:
    request = a_request(repository=None)
    assert tuple(request.profiles) == request.previewed == ENVIRONMENTS
    assert request.region == "us-east-1"
    assert request.owner == "platform-engineering"
    assert request.cost_center == "pyairtable-prod", "what all share is paid by prod, unless an option says another"
    assert request.deploy_policies == dict.fromkeys(ENVIRONMENTS, ())
    assert (request.bucket, request.repository, request.boundary) == (None, None, None)


def test_an_option_outweighs_a_stack_file() -> None:
    request = a_request(
        region="eu-central-1", owner="someone", cost_center="shared", environments=("prod", "dev", "dev")
    )
    assert (request.region, request.owner, request.cost_center) == ("eu-central-1", "someone", "shared")
    assert tuple(request.profiles) == ("dev", "prod")


def test_without_prod_the_first_environment_pays_for_what_all_share() -> None:
    assert a_request(environments=("staging", "dev")).cost_center == "pyairtable-dev"


def test_a_policy_is_for_all_environments_or_for_one() -> None:
    odd = f"{OWN}=x"
    request = a_request(deploy_policies=(ARN, f"prod={OWN}", f"dev={odd}", ARN))
    assert request.deploy_policies == {"dev": tuple(sorted((ARN, odd))), "prod": (OWN, ARN), "staging": (ARN,)}


@pytest.mark.parametrize(
    "repository", ["octo-org/octo-repo", "o/r.git_x-y", "octo-org@123456/octo-repo@456789", "octo_corp/x"]
)
def test_a_repository_is_named_with_or_without_ids(repository: str) -> None:
    assert a_request(repository=repository).repository == repository


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a region that AWS does not have": (
        {"region": "us-east-9"},
        "--region us-east-9 is no AWS region. For example: --region us-east-1",
    ),
    "a bucket name with a dot": (
        {"bucket": "shop.state"},
        "--bucket shop.state is not a bucket name without dots. For example: --bucket shop-pulumi-state",
    ),
    "a bucket name that is too long": (
        {"bucket": "b" * 64},
        f"--bucket {'b' * 64} is not a bucket name without dots. For example: --bucket shop-pulumi-state",
    ),
    **{
        f"a repository: {repository}": (
            {"repository": repository},
            f"--repository {repository} is not OWNER/REPO, nor OWNER@ID/REPO@ID. "
            "For example: --repository pyairtable-org/pyairtable-infra",
        )
        for repository in (
            "repo",
            "o/*",
            "*/r",
            "o/r:environment:prod",
            "o@1/r",
            "o/r@1",
            "https://github.com/o/r",
            "o/r/x",
        )
    },
    "a policy that is no ARN": (
        {"deploy_policies": ("PowerUserAccess",)},
        f"--deploy-policy PowerUserAccess is not the ARN of a policy. For example: --deploy-policy {ARN}",
    ),
    "a policy of an environment that is not there": (
        {"deploy_policies": (f"qa={ARN}",)},
        "there is no environment qa here; there is: dev, prod, staging. For example: dev",
    ),
    "a policy of an environment that is no ARN": (
        {"deploy_policies": ("dev=PowerUserAccess",)},
        f"--deploy-policy PowerUserAccess is not the ARN of a policy. For example: --deploy-policy {ARN}",
    ),
    "a preview policy": (
        {"preview_policies": ("arn:aws:iam::123456789012:role/x",)},
        "--preview-policy arn:aws:iam::123456789012:role/x is not the ARN of a policy. "
        f"For example: --preview-policy {ARN}",
    ),
    "a boundary": (
        {"boundary": "x"},
        f"--boundary x is not the ARN of a policy. For example: --boundary {ARN}",
    ),
    "an environment that is not previewed": (
        {"preview_environments": ("prod", "qa")},
        "there is no environment qa here; there is: dev, prod, staging. For example: dev",
    ),
}


@pytest.mark.parametrize(("options", "said"), BAD.values(), ids=list(BAD))
def test_a_wrong_option_is_told_with_an_example(options: dict[str, Any], said: str) -> None:
    with pytest.raises(RequestError) as error:
        a_request(**options)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("option", "options"),
    [
        ("--deploy-policy", {"deploy_policies": (ARN,)}),
        ("--preview-policy", {"preview_policies": (ARN,)}),
        ("--boundary", {"boundary": ARN}),
    ],
)
def test_what_is_said_of_roles_needs_a_repository(option: str, options: dict[str, Any]) -> None:
    with pytest.raises(RequestError) as error:
        a_request(repository=None, **options)
    assert str(error.value) == (
        f"{option} is for the roles of a repository, and none is named. "
        "For example: --repository pyairtable-org/pyairtable-infra"
    )


def test_environments_in_two_regions_need_one_for_the_state(project: Path) -> None:
    say(project, "dev", "region", "eu-central-1")
    with pytest.raises(RequestError) as error:
        Request.read(project, Options())
    assert str(error.value) == (
        "the environments are in eu-central-1 and us-east-1: say where the state lives. "
        "For example: --region eu-central-1"
    )
    assert Request.read(project, Options(region="us-east-1")).region == "us-east-1"
    assert Request.read(project, Options(environments=("dev",))).region == "eu-central-1"


def test_a_wrong_stack_file_is_told_as_everywhere(project: Path) -> None:
    say(project, "dev", "owner", "twice")
    with pytest.raises(ProfileError, match=r"^Pulumi\.dev\.yaml:"):
        Request.read(project, Options())
    with pytest.raises(ProfileError, match=r"^Pulumi\.qa\.yaml: there is no environment 'qa'"):
        Request.read(project, Options(environments=("qa",)))


def test_a_folder_without_stack_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"there is no stack file in this folder.*For example: -C "):
        Request.read(tmp_path, Options())
