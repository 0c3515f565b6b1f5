"""A new environment's file after the example of another one."""

import os
from pathlib import Path

import pytest

from pyairtable_components.loadbalancing.spec import IssuedCertificate
from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.loader import load
from pyairtable_infra.profile.scaffold import new_environment
from tests.infra.profile.bad import committed, folder, service
from tests.infra.profile.mutations import varied

# What an environment of its own has of its own, line by line.
QA_LIKE_DEV = {
    "# dev: four": "# qa, made like dev: four",
    "config:\n": "config:\n  pyairtable-infra:stage: dev\n",
    "cost_center: pyairtable-dev": "cost_center: pyairtable-qa",
    "cidr: 10.10.0.0/16": "cidr: 10.12.0.0/16",
    "recovery_cidr: 10.11.0.0/16": "recovery_cidr: 10.13.0.0/16",
}


def _text(root: Path, name: str) -> str:
    return (root / f"Pulumi.{name}.yaml").read_text(encoding="utf-8")


def _refusal(name: str, like: str, root: Path) -> str:
    before = sorted(path.name for path in root.iterdir())
    with pytest.raises(ProfileError) as caught:
        new_environment(name, like, root)
    assert sorted(path.name for path in root.iterdir()) == before
    return str(caught.value)


def test_it_is_the_text_of_the_other_one_with_what_has_to_differ(tmp_path: Path) -> None:
    path = new_environment("qa", "dev", folder(tmp_path))
    expected = committed("dev")
    for old, new in QA_LIKE_DEV.items():
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert path == tmp_path / "Pulumi.qa.yaml"
    assert path.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("like", ["dev", "staging", "prod"])
def test_it_loads_and_is_of_the_other_ones_stage(like: str, tmp_path: Path) -> None:
    root = folder(tmp_path)
    new_environment("load-test", like, root)
    mine, theirs = load("load-test", root), load(like, root)
    assert (mine.environment, mine.stage, mine.cost_center) == ("load-test", like, "pyairtable-load-test")
    own = {"environment", "cost_center", "network", "load_balancer"}
    assert mine.model_dump(exclude=own) == theirs.model_dump(exclude=own)


def test_its_domain_is_its_own(tmp_path: Path) -> None:
    root = folder(tmp_path)
    new_environment("demo", "prod", root)
    tls = load("demo", root).load_balancer.tls
    assert isinstance(tls, IssuedCertificate)
    assert (tls.domain, tls.hosted_zone) == ("demo.pyairtable.com", "pyairtable.com")


def test_its_hosts_are_its_own_domain(tmp_path: Path) -> None:
    text = committed("prod") + service("frontend", "runtime: { exposure: { hosts: [app.pyairtable.com] } }")
    root = folder(tmp_path, prod=text)
    new_environment("demo", "prod", root)
    exposure = load("demo", root).services["frontend"].runtime.exposure
    assert exposure
    assert exposure.hosts == ("demo.pyairtable.com",)


def test_a_name_that_begins_like_another_is_refused(tmp_path: Path) -> None:
    assert _refusal("dev-2", "dev", folder(tmp_path)) == (
        "Pulumi.dev-2.yaml: dev-2 begins like dev, so their names could be the same. For example: dev2"
    )


def test_one_after_the_other_never_overlaps(tmp_path: Path) -> None:
    root = folder(tmp_path)
    names = [f"qa-{number}" for number in range(8)]
    for name in names:
        new_environment(name, "dev", root)
    blocks = {
        block for name in names for block in (load(name, root).network.cidr, load(name, root).network.recovery_cidr)
    }
    assert len(blocks) == 16
    for name in (*names, "dev", "staging", "prod"):
        load(name, root)


def test_a_stage_that_is_said_stays_said_once(tmp_path: Path) -> None:
    root = folder(tmp_path)
    new_environment("qa", "dev", root)
    new_environment("qa2", "qa", root)
    assert _text(root, "qa2").count("pyairtable-infra:stage: dev") == 1


def test_no_encrypted_value_and_no_key_is_taken_over(tmp_path: Path) -> None:
    encrypted = (
        "encryptionsalt: v1:salt # of dev\n"
        + committed("dev")
        + """\
  aws:token:
    secure: v1:one
  # before the services
  other:list: [1, { secure: v1:two }]
  pyairtable-infra:services:
    api-gateway:
      environment:
        LICENSE:
          secure: v1:three
    # before the frontend
    frontend: { environment: { A: { secure: v1:four }, "B": "5" }, cpu: 256 } # its end
    mcp-server:
      environment:
        B: größer 🎉
        C: { secure: v1:five }
        D: |
          two
          lines
secretsprovider: passphrase
"""
    )
    root = folder(tmp_path, dev=encrypted)
    text = new_environment("qa", "dev", root).read_text(encoding="utf-8")
    assert "v1:" not in text
    assert "secretsprovider" not in text
    expected = committed("dev")
    for old, new in QA_LIKE_DEV.items():
        expected = expected.replace(old, new)
    assert text == (
        expected
        + """\
  # before the services
  pyairtable-infra:services:
    # before the frontend
    frontend: { environment: {B: "5"}, cpu: 256 } # its end
    mcp-server:
      environment:
        B: größer 🎉
        D: |
          two
          lines
# Secure in dev, and to be set here as well (pulumi config set --secret): aws:token, other:list[1], \
services.api-gateway.environment.LICENSE, services.frontend.environment.A, services.mcp-server.environment.C
"""
    )


def test_other_ways_to_write_the_same(tmp_path: Path) -> None:
    flat = (
        "config: {pyairtable-infra:owner: me, cost_center: x, data_classification: sensitive, "
        "network: {recovery_cidr: 10.41.0.0/16, cidr: '10.40.0.0/16'}, load_balancer: {tls: {kind: none}}, "
        "budget: {monthly_usd: 5}, objectives: {recovery_time_minutes: 5, backup_retention_days: 7}, stage: dev}"
    )
    root = folder(tmp_path, flat=flat, unstaged=flat.replace(", stage: dev", "").replace("10.4", "10.6"))
    new_environment("one", "flat", root)
    assert _text(root, "one") == (
        flat.replace("cost_center: x", "cost_center: pyairtable-one")
        .replace("'10.40.0.0/16'", "10.12.0.0/16")
        .replace("10.41.0.0/16", "10.13.0.0/16")
        + "\n"
    )
    (root / "Pulumi.dev.yaml").write_text(_text(root, "unstaged"), encoding="utf-8")
    (root / "Pulumi.unstaged.yaml").unlink()
    new_environment("two", "dev", root)
    assert _text(root, "two").startswith("config: {pyairtable-infra:stage: dev, pyairtable-infra:owner: me, ")
    assert load("two", root).stage == "dev"


def test_a_file_that_is_there_is_refused(tmp_path: Path) -> None:
    root = folder(tmp_path)
    assert _refusal("prod", "dev", root) == (
        "Pulumi.prod.yaml: the file is there already. For example: pyairtable-infra init prod2 --like dev"
    )
    assert _text(root, "prod") == committed("prod")


def test_a_file_that_comes_in_between_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder(tmp_path)
    link = os.link

    def late(source: Path, target: Path) -> None:
        target.write_text("somebody else's", encoding="utf-8")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(
        ProfileError, match=r"^Pulumi\.qa\.yaml: the file is there already\. For example: another name$"
    ):
        new_environment("qa", "dev", root)
    assert _text(root, "qa") == "somebody else's"
    assert len(list(root.iterdir())) == 4


def test_a_bad_name_is_refused(tmp_path: Path) -> None:
    assert _refusal("QA", "dev", folder(tmp_path)) == (
        "Pulumi.QA.yaml: 'QA' is not an environment name "
        "(2 to 20 small letters, digits and hyphens, a letter first). For example: dev"
    )


def test_a_name_that_aws_finds_too_long_is_refused(tmp_path: Path) -> None:
    assert _refusal("acceptance", "dev", folder(tmp_path)) == (
        "Pulumi.acceptance.yaml: the target group name pyairtable-acceptance-api-gateway has 33 characters, "
        "and AWS allows 32. Shorten the name of the environment by 1. For example: acceptanc"
    )


@pytest.mark.parametrize(("like", "file"), [("test", "Pulumi.test.yaml"), ("../dev", "Pulumi.*.yaml")])
def test_an_example_that_is_not_there_is_refused(like: str, file: str, tmp_path: Path) -> None:
    assert _refusal("qa", like, folder(tmp_path)) == (
        f"{file}: there is no environment {like!r}; there is: dev, prod, staging. "
        "For example: pyairtable-infra init qa --like dev"
    )


def test_an_empty_folder_has_no_example(tmp_path: Path) -> None:
    assert _refusal("qa", "dev", tmp_path) == (
        "Pulumi.dev.yaml: there is no stack file in this folder. Run it in the folder of Pulumi.yaml, or name that. "
        "For example: -C path/to/pyairtable-infra"
    )


def test_an_example_that_is_wrong_itself_says_so(tmp_path: Path) -> None:
    root = folder(tmp_path, dev=committed("dev").replace("zones: 2", "zones: 5"))
    assert _refusal("qa", "dev", root) == (
        "Pulumi.dev.yaml:12: network.zones: 5 is wrong here: at most 3 is allowed. For example: 2"
    )


def test_no_block_is_left(tmp_path: Path) -> None:
    used = {10, 11, 20, 21, 30, 31}
    others = {f"a{second}": _network(f"10.{second}.0.0/16") for second in range(256) if second not in used}
    others |= {f"b{second}": _network(f"172.{second}.0.0/16") for second in range(16, 32)}
    root = folder(tmp_path, **others)
    assert _refusal("qa", "dev", root) == (
        "Pulumi.qa.yaml: every private /16 is taken. For example: 10.10.0.0/20, and smaller blocks elsewhere"
    )


def _network(block: str) -> str:
    return f"config: {{ pyairtable-infra:network: {{ cidr: {block} }} }}\n"


@pytest.mark.thorough
def test_whatever_loads_can_be_an_example(tmp_path: Path) -> None:
    loaded = 0
    for seed in range(60):
        environment, text = varied(seed)
        root = folder(tmp_path, **{environment: text})
        try:
            load(environment, root)
        except ProfileError:
            continue
        loaded += 1
        path = new_environment("qa", environment, root)
        assert load("qa", root).stage == environment
        path.unlink()
    assert loaded >= 50
