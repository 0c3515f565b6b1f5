"""The real engine on the state that bootstrap makes, as the roles that bootstrap makes: enough, and not more."""

import json
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pyairtable_infra.operations.bootstrap import fences, grants
from pyairtable_infra.operations.bootstrap.following import commands
from pyairtable_infra.operations.bootstrap.runner import Prepared
from tests.conftest import ROOT
from tests.engine.stand_in_aws import Account
from tests.engine.workspace import Workspace
from tests.infra.operations.account import ACCOUNT
from tests.infra.operations.bootstrap.iam import Principal
from tests.infra.operations.bootstrap.making import a_request, a_site

SITE = a_site()
STACKS = ("dev", "prod")
CANARY = "canary-b00757a9"
PROGRAM = 'import pulumi\npulumi.export("canary", pulumi.Config().require_secret("canary"))\n'
ALL = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def deployer(stack: str) -> Principal:
    return Principal(SITE.role_arn(SITE.deployer(stack)), (json.loads(grants.deployer(SITE, stack)),))


PRINCIPALS = {
    "ADMIN": Principal(f"arn:aws:iam::{ACCOUNT}:role/admin", (ALL,)),
    "DEV": deployer("dev"),
    "PROD": deployer("prod"),
    "POWERFUL": Principal(deployer("dev").arn, (*deployer("dev").policies, ALL)),
    "PREVIEW": Principal(SITE.role_arn(SITE.previewer), (json.loads(grants.previewer(SITE, STACKS)),)),
}


@dataclass
class Backend:
    """A project, and an account with its state."""

    project: Workspace
    account: Account

    def pulumi(self, who: str, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the CLI with the credentials of `who`."""
        environment = {**self.project.environment, "AWS_ACCESS_KEY_ID": who, "AWS_SECRET_ACCESS_KEY": "testing"}
        done = Workspace(self.project.folder, environment).pulumi(*arguments, ok=ok)
        assert ok == (done.returncode == 0), done.stdout + done.stderr
        return done


@pytest.fixture(scope="module")
def backend(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """Two stacks that an administrator made with the commands that bootstrap prints."""
    account = Account(
        SITE,
        json.loads(fences.bucket_policy(SITE, STACKS, STACKS)),
        json.loads(fences.key_policy(SITE, STACKS, STACKS)),
        PRINCIPALS,
    )
    server = account.serve()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    folder = tmp_path_factory.mktemp("state")
    made = Backend(Workspace(folder, _environment(workspace, folder, endpoint)), account)
    _write_project(folder)
    for one in commands(Prepared("", a_request(environments=STACKS, repository=None), SITE, ())):
        made.pulumi("ADMIN", *shlex.split(one.command)[1:])
    for stack in STACKS:
        made.pulumi("ADMIN", "config", "set", "--stack", stack, "--secret", "canary", f"{CANARY}-{stack}")
    account.asked.clear()
    yield made
    server.shutdown()
    server.server_close()


def _write_project(folder: Path) -> None:
    (folder / "Pulumi.yaml").write_text((ROOT / "Pulumi.yaml").read_text())
    (folder / "src").mkdir()
    (folder / "src/__main__.py").write_text(PROGRAM)
    (folder / ".venv").symlink_to(Path(sys.executable).parent.parent)


def _environment(workspace: Workspace, folder: Path, endpoint: str) -> dict[str, str]:
    own = {
        "HOME": str(folder),
        "PULUMI_HOME": str(folder / "home"),
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    backend = {"PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE", "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS"}
    return {name: value for name, value in workspace.environment.items() if name not in backend} | own


def test_the_commands_that_bootstrap_prints_make_two_stacks(backend: Backend) -> None:
    assert {".pulumi/meta.yaml", *(f".pulumi/stacks/pyairtable-infra/{stack}.json" for stack in STACKS)} <= set(
        backend.account.objects
    )
    for stack in STACKS:
        text = (backend.project.folder / f"Pulumi.{stack}.yaml").read_text()
        assert f"secretsprovider: {SITE.secrets_provider(stack)}" in text
        assert CANARY not in text


def test_each_deploy_role_deploys_its_own_stack(backend: Backend) -> None:
    for who, stack in (("DEV", "dev"), ("PROD", "prod"), ("DEV", "dev")):
        backend.pulumi(who, "up", "--yes", "--skip-preview", "--stack", stack)
        shown = backend.pulumi(who, "stack", "output", "--stack", stack, "--show-secrets", "canary").stdout
        assert shown.strip() == f"{CANARY}-{stack}"
    assert backend.account.refused == []
    keys = backend.account.objects
    for folder in ("history", "backups"):
        assert any(key.startswith(f".pulumi/{folder}/pyairtable-infra/dev/") for key in keys)
    assert not [key for key in keys if "/locks/" in key], "each lock was given back"
    assert CANARY not in "".join(content.decode() for content in keys.values())


def test_what_was_granted_is_what_the_engine_asks_for(backend: Backend) -> None:
    backend.account.asked.clear()
    backend.pulumi("DEV", "up", "--yes", "--skip-preview", "--stack", "dev")
    used = {action for _, action, _ in backend.account.asked}
    (own,) = deployer("dev").policies
    granted = {action for statement in own["Statement"] for action in statement["Action"]}
    assert granted - used == {"s3:AbortMultipartUpload"}, "which only an upload that breaks off needs"


def test_the_preview_role_previews_every_stack_and_writes_nothing(backend: Backend) -> None:
    before = dict(backend.account.objects)
    for stack in STACKS:
        backend.pulumi("PREVIEW", "preview", "--stack", stack, "--diff")
    assert backend.account.refused == []
    assert backend.account.objects == before


def test_the_preview_role_cannot_deploy(backend: Backend) -> None:
    before = dict(backend.account.objects)
    backend.pulumi("PREVIEW", "up", "--yes", "--skip-preview", "--stack", "dev", ok=False)
    assert ("PREVIEW", "s3:PutObject") in {(who, action) for who, action, _ in backend.account.refused}
    assert backend.account.objects == before
    backend.account.refused.clear()


@pytest.mark.parametrize("who", ["DEV", "POWERFUL"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("preview",),
        ("up", "--yes", "--skip-preview"),
        ("stack", "export"),
        ("config", "get", "canary"),
        ("cancel", "--yes"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_the_role_of_dev_cannot_touch_prod_whatever_is_attached(
    backend: Backend, who: str, arguments: tuple[str, ...]
) -> None:
    before = dict(backend.account.objects)
    backend.account.objects[".pulumi/locks/organization/pyairtable-infra/prod/held.json"] = b"{}"
    locked = dict(backend.account.objects)
    done = backend.pulumi(who, *arguments, "--stack", "prod", ok=False)
    assert backend.account.refused
    assert CANARY not in done.stdout + done.stderr
    assert backend.account.objects == locked
    backend.account.objects.clear()
    backend.account.objects.update(before)
    backend.account.refused.clear()


def test_a_deploy_role_frees_a_lock_that_a_dead_process_left(backend: Backend) -> None:
    lock = ".pulumi/locks/organization/pyairtable-infra/dev/dead.json"
    content = {"pid": 1, "username": "runner", "hostname": "gone", "timestamp": "2026-01-01T00:00:00Z"}
    backend.account.objects[lock] = json.dumps(content).encode()
    refused = backend.pulumi("DEV", "up", "--yes", "--skip-preview", "--stack", "dev", ok=False)
    assert "the stack is currently locked by 1 lock(s)" in refused.stdout + refused.stderr
    backend.pulumi("DEV", "cancel", "--yes", "--stack", "dev")
    assert lock not in backend.account.objects
    backend.pulumi("DEV", "up", "--yes", "--skip-preview", "--stack", "dev")


def test_a_stack_moves_here_as_the_documentation_says_and_shows_no_secret(backend: Backend, tmp_path: Path) -> None:
    provider = SITE.secrets_provider("staging")
    exported = tmp_path / "staging.json"
    backend.project.environment["PULUMI_CONFIG_PASSPHRASE"] = "test"

    def pulumi(*arguments: str) -> None:
        backend.pulumi("ADMIN", *arguments)

    pulumi("login", tmp_path.as_uri())
    pulumi("stack", "init", "staging")
    pulumi("config", "set", "--stack", "staging", "--secret", "canary", f"{CANARY}-staging")
    pulumi("up", "--yes", "--skip-preview", "--stack", "staging")

    pulumi("stack", "change-secrets-provider", "--stack", "staging", provider)
    pulumi("stack", "export", "--stack", "staging", "--file", str(exported))
    pulumi("login", SITE.backend_url)
    pulumi("stack", "init", "staging", f"--secrets-provider={provider}")
    pulumi("stack", "import", "--stack", "staging", "--file", str(exported))
    pulumi("preview", "--stack", "staging", "--expect-no-changes")

    shown = backend.pulumi("ADMIN", "stack", "output", "--stack", "staging", "--show-secrets", "canary").stdout
    assert shown.strip() == f"{CANARY}-staging"
    assert CANARY not in exported.read_text()
    assert "encryptionsalt" not in (backend.project.folder / "Pulumi.staging.yaml").read_text()
