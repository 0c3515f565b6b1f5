"""`registry simulate` on lists of images, from a file and from ECR; `registry login` into the secret of the cache."""

import io
import json
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

from pyairtable_components.registry.container_registry import CREDENTIAL
from pyairtable_infra.composition.planning import plan_of
from pyairtable_infra.operations.aws import Aws
from pyairtable_infra.operations.errors import InputError, OperationError
from pyairtable_infra.operations.registry.inventory import EXAMPLE, from_ecr, from_text
from pyairtable_infra.operations.registry.login import SECRET, login
from pyairtable_infra.profile.loader import load_stack
from tests.components.reading import only
from tests.conftest import ROOT
from tests.infra.operations.registry.conftest import Type
from tests.infra.operations.registry.server import INDEX, MANIFEST

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def listed(digest: str, days: int, *tags: str, **more: Any) -> dict[str, Any]:
    pushed = (NOW - timedelta(days=days)).isoformat()
    return {"imageDigest": digest, "imageTags": list(tags), "imagePushedAt": pushed, **more}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for file in ("Pulumi.yaml", "Pulumi.account.yaml"):
        shutil.copy(ROOT / file, tmp_path / file)
    images = [
        *(listed(f"sha256:d{n}", n, f"dev-{n}") for n in range(11)),
        listed("sha256:i", 5, "v1", children=["sha256:c"]),
    ]
    images += [listed("sha256:c", 5), listed("sha256:u", 5)]
    (tmp_path / "images.json").write_text(json.dumps({"imageDetails": images}), encoding="utf-8")
    return tmp_path


def test_the_retention_of_the_account_is_shown_on_a_list(typed: Type, project: Path) -> None:
    done = typed("simulate", "images.json", "--now", "2026-11-27T12:00:00Z", "--json", "out.json")
    assert done.code == 0, done.err
    assert "2 of 14 images would be expired" in done.out
    told = {one["imageDigest"]: one for one in json.loads((project / "out.json").read_text(encoding="utf-8"))}
    assert {digest for digest, one in told.items() if one["expired"]} == {"sha256:d10", "sha256:u"}
    assert told["sha256:d10"]["reason"] == "rule 3: keep 10 of dev-*"
    assert told["sha256:c"]["reason"] == "sha256:i refers to it"


def test_a_list_may_come_on_standard_input_and_json_go_to_standard_output(
    typed: Type, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO((project / "images.json").read_text(encoding="utf-8")))
    assert len(json.loads(typed("simulate", "-", "--json", "-").out)) == 14


BAD = {
    "no JSON": ("{", "images.json: line 1, column 2: this is no JSON."),
    "no list": ("{}", "images.json: this is no list of images, nor an object with one under imageDetails."),
    "a number": ("5", "images.json: this is no list of images, nor an object with one under imageDetails."),
    "no object": ('["a"]', "images.json: [0]: 'a' is no image."),
    "no digest": ("[{}]", "images.json: [0].imageDigest: this key is missing."),
    "a number as digest": ('[{"imageDigest": 1}]', "images.json: [0].imageDigest: 1 is no text."),
    "no time": (
        json.dumps([listed("a", 1) | {"imagePushedAt": "soon"}]),
        "images.json: [0].imagePushedAt: 'soon' is no time.",
    ),
    "tags as a text": (
        json.dumps([listed("a", 1) | {"imageTags": "v1"}]),
        "images.json: [0].imageTags: 'v1' is no list of texts.",
    ),
    "twice": (
        json.dumps([listed("a", 1), listed("a", 2)]),
        "images.json: [1].imageDigest: a is there twice, at [0] too.",
    ),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_what_is_no_list_of_images_is_refused(typed: Type, project: Path, text: str, message: str) -> None:
    (project / "images.json").write_text(text, encoding="utf-8")
    done = typed("simulate", "images.json")
    assert done.code == 2
    assert message in done.err
    assert done.err.endswith(f"For example: {EXAMPLE}\n")
    assert from_text(EXAMPLE, "-")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.json", None, "gone.json: there is no such file."),
        (".", None, ".: it cannot be read: Is a directory."),
        ("raw.json", b"\xff\xfe", "raw.json: this is no text in UTF-8."),
    ],
)
@pytest.mark.parametrize("option", ["images", "policy"])
def test_a_file_that_cannot_be_read_is_told(
    *, typed: Type, project: Path, name: str, content: bytes | None, message: str, option: str
) -> None:
    if content is not None:
        (project / name).write_bytes(content)
    done = typed("simulate", name) if option == "images" else typed("simulate", "images.json", "--policy", name)
    assert (done.code, done.err) == (2, f"{message} For example: {option}.json\n")


@pytest.mark.parametrize(
    "arguments", [(), ("images.json", "--repository", "legacy/a"), ("images.json", "--now", "noon"), ("gone.json",)]
)
def test_what_is_typed_wrongly_is_refused(typed: Type, project: Path, arguments: tuple[str, ...]) -> None:
    done = typed("simulate", *arguments)
    assert done.code == 2
    assert "For example: " in " ".join(done.err.replace("│", " ").split())


class Stubbed(Aws):
    """An account of which one client answers what a test says."""

    def __init__(self, service: str) -> None:
        super().__init__("us-east-1", boto3.Session(region_name="us-east-1"))
        self.stub = Stubber(self._client(service))
        self.stub.activate()


def test_images_of_ecr_come_with_what_their_indexes_refer_to() -> None:
    aws = Stubbed("ecr")
    details = [
        {"imageDigest": "sha256:i", "imageTags": ["v1"], "imagePushedAt": NOW, "imageManifestMediaType": INDEX},
        {"imageDigest": "sha256:c", "imagePushedAt": NOW, "imageManifestMediaType": MANIFEST},
    ]
    manifest = json.dumps({"manifests": [{"digest": "sha256:c"}]})
    aws.stub.add_response("describe_images", {"imageDetails": details}, {"repositoryName": "legacy/a"})
    aws.stub.add_response(
        "batch_get_image",
        {"images": [{"imageId": {"imageDigest": "sha256:i"}, "imageManifest": manifest}]},
        {"repositoryName": "legacy/a", "imageIds": [{"imageDigest": "sha256:i"}], "acceptedMediaTypes": ANY},
    )
    index, child = from_ecr(aws, "legacy/a")
    assert (index.tags, index.children) == (("v1",), frozenset({"sha256:c"}))
    assert (child.tags, child.children) == ((), frozenset())


def test_login_writes_the_secret_that_the_stack_makes() -> None:
    made = only(plan_of(load_stack("account", ROOT), ROOT), "secretsmanager/secret:Secret")
    assert made.inputs["name"] == SECRET
    assert SECRET.startswith(CREDENTIAL)
    aws = Stubbed("secretsmanager")
    value = json.dumps({"username": "octocat", "accessToken": "canary"})
    aws.stub.add_response("put_secret_value", {}, {"SecretId": SECRET, "SecretString": value})
    login(aws, "octocat", "canary")
    aws.stub.assert_no_pending_responses()


def test_login_without_the_secret_or_a_token_says_what_is_missing() -> None:
    aws = Stubbed("secretsmanager")
    aws.stub.add_client_error("put_secret_value", "ResourceNotFoundException")
    with pytest.raises(OperationError, match=r"us-east-1 has no secret .* For example: pulumi up --stack account"):
        login(aws, "octocat", "canary")
    with pytest.raises(InputError, match="there is no token on standard input"):
        login(aws, "octocat", "")


def test_login_takes_the_token_from_standard_input_only(
    typed: Type, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "pyairtable_infra.operations.registry.login.login", lambda aws, name, token: given.append((name, token))
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO("canary-token\n"))
    done = typed("login", "--username", "octocat")
    assert given == [("octocat", "canary-token")]
    assert "canary-token" not in done.out + done.err
    assert typed("login", "--username", "octocat", "canary-token").code == 2
