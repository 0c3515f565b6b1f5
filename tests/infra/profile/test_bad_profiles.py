"""What a person is told about a bad profile: the file, the line, the key, the reason, and what would be right."""

import re
from pathlib import Path

import pytest

from pyairtable_infra.profile.errors import ProfileError, shown
from pyairtable_infra.profile.loader import load
from tests.infra.profile.bad import Bad, committed, folder, service, task
from tests.infra.profile.bad_files import FILES
from tests.infra.profile.bad_hours import HOURS
from tests.infra.profile.bad_rules import RULES
from tests.infra.profile.bad_values import VALUES

TABLE = (*FILES, *VALUES, *RULES, *HOURS)
FORM = re.compile(r"Pulumi\.\S+\.yaml(:\d+)?: .*For example: .+")


def _told(environment: str, root: Path) -> str:
    with pytest.raises(ProfileError) as caught:
        load(environment, root)
    return str(caught.value)


def _each(table: tuple[Bad, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("bad", table, ids=[bad.name for bad in table])


@_each(TABLE)
def test_the_message_is_exact(bad: Bad, tmp_path: Path) -> None:
    root = folder(tmp_path, **{bad.environment: bad.file()})
    assert _told(bad.environment, root) == bad.expected()


def test_every_line_of_a_message_has_the_form() -> None:
    for bad in TABLE:
        for line in bad.expected().split("\n"):
            assert FORM.fullmatch(line), bad.name


@pytest.mark.thorough
@_each(tuple(bad for bad in TABLE if bad.right is not None))
def test_what_the_example_says_is_right(bad: Bad, tmp_path: Path) -> None:
    load(bad.environment, folder(tmp_path, **{bad.environment: bad.fixed()}))


def test_hardly_a_row_has_no_correction() -> None:
    """So that no row forgets to prove its example."""
    assert {bad.name for bad in TABLE if bad.right is None and bad.text is None} == {
        "exposure without port",  # which port is free depends on the other services
        "a number as PASSWORD",  # quoted, it is refused as a credential
        "a credential in a command",
    }


def test_the_table_is_large_and_has_no_row_twice() -> None:
    assert len(TABLE) >= 45
    assert len({bad.name for bad in TABLE}) == len(TABLE)


@pytest.mark.parametrize("secret", ["hunter2", "AKIAIOSFODNN7EXAMPLE", "ghp_", "271828"])
def test_no_credential_is_ever_shown(secret: str) -> None:
    rows = [bad for bad in TABLE if secret in bad.file()]
    assert rows
    assert not [bad.name for bad in rows if secret in bad.expected()]


def test_several_problems_are_told_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = committed("dev").replace("zones: 2", "zones: 5").replace("spot_percent: 80", "spot_percent: 120")
    text = text.replace("backup_retention_days: 7", "backup_retention_days: 40").replace("owner", "ownr", 1)
    assert [line.split(": ")[1] for line in _told("dev", folder(tmp_path, dev=text)).split("\n")] == [
        "owner",
        "ownr",
        "network.zones",
        "cluster.spot_percent",
        "objectives.backup_retention_days",
    ]


def test_an_environment_that_is_not_there(tmp_path: Path) -> None:
    root = folder(tmp_path)
    assert _told("qa", root) == (
        "Pulumi.qa.yaml: there is no environment 'qa'; there is: dev, prod, staging. "
        "For example: pyairtable-infra init qa --like dev"
    )
    assert _told("stagin", root) == (
        "Pulumi.stagin.yaml: there is no environment 'stagin'; there is: dev, prod, staging. For example: staging"
    )


def test_a_folder_without_any_environment(tmp_path: Path) -> None:
    assert _told("dev", tmp_path) == (
        "Pulumi.dev.yaml: there is no stack file in this folder. Run it in the folder of Pulumi.yaml, or name that. "
        "For example: -C path/to/pyairtable-infra"
    )


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    root = folder(tmp_path)
    content = committed("dev").replace("platform-engineering", "plattform-größe", 1).encode("latin-1")
    (root / "Pulumi.dev.yaml").write_bytes(content)
    assert _told("dev", root) == (
        "Pulumi.dev.yaml:4: the file is not UTF-8 text. For example: the same text, saved as UTF-8"
    )


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.dev.yaml").mkdir()
    assert _told("dev", tmp_path) == (
        "Pulumi.dev.yaml: the file cannot be read (Is a directory). For example: a text file"
    )


def test_a_new_environment_without_a_stage(tmp_path: Path) -> None:
    text = committed("dev").replace("10.10.0.0", "10.50.0.0").replace("10.11.0.0", "10.51.0.0")
    root = folder(tmp_path, qa=text)
    assert _told("qa", root) == (
        "Pulumi.qa.yaml:3: stage: this key is missing: qa is none of dev, staging, prod, "
        "so the file says whose rules bind. For example: pyairtable-infra:stage: dev"
    )
    folder(tmp_path, qa=text.replace("config:\n", "config:\n  pyairtable-infra:stage: dev\n"))
    assert load("qa", root).stage == "dev"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("d", "Pulumi.d.yaml"),
        ("Dev", "Pulumi.Dev.yaml"),
        ("an-environment-too-long", "Pulumi.an-environment-too-long.yaml"),
        ("a.b", "Pulumi.a.b.yaml"),
        ("../dev", "Pulumi.*.yaml"),
        ("", "Pulumi.*.yaml"),
    ],
)
def test_what_is_no_name_of_an_environment(name: str, file: str, tmp_path: Path) -> None:
    assert _told(name, folder(tmp_path)) == (
        f"{file}: {name!r} is not an environment name "
        "(2 to 20 small letters, digits and hyphens, a letter first). For example: dev"
    )


def test_a_name_of_an_environment_that_aws_finds_too_long(tmp_path: Path) -> None:
    text = committed("prod").replace("10.30.0.0", "10.50.0.0").replace("10.31.0.0", "10.51.0.0")
    text = text.replace("app.pyairtable.com", "own.pyairtable.com")
    text = text.replace("config:\n", "config:\n  pyairtable-infra:stage: prod\n")
    assert _told("production", folder(tmp_path, production=text)) == (
        "Pulumi.production.yaml: the target group name pyairtable-production-api-gateway has 33 characters, "
        "and AWS allows 32. Shorten the name of the environment by 1. For example: productio"
    )
    assert load("productio", folder(tmp_path, productio=text.replace("10.5", "10.6").replace("own.", "its.")))


def test_a_platform_service_whose_name_is_too_long_to_be_exposed(tmp_path: Path) -> None:
    text = committed("dev") + service("automation-services", "runtime: { exposure: { paths: [/jobs/*] } }")
    line = text[: text.index("automation-services:\n")].count("\n") + 1
    assert _told("dev", folder(tmp_path, dev=text)) == (
        f"Pulumi.dev.yaml:{line}: services.automation-services: "
        "the target group name pyairtable-dev-automation-services has 34 characters, and AWS allows 32. "
        "So it cannot be exposed. For example: runtime: {exposure: null}"
    )


def _apart() -> str:
    text = committed("dev").replace("10.10.0.0", "10.50.0.0").replace("10.11.0.0", "10.51.0.0")
    return text.replace("config:\n", "config:\n  pyairtable-infra:stage: dev\n")


def test_two_environments_whose_names_begin_alike(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"dev-api": _apart()})
    said = "dev-api begins like dev, so their names could be the same. For example: devapi"
    assert _told("dev-api", root) == f"Pulumi.dev-api.yaml: {said}"
    assert _told("dev", root) == f"Pulumi.dev.yaml: {said}"
    assert load("prod", root)
    (root / "Pulumi.dev-api.yaml").rename(root / "Pulumi.devapi.yaml")
    assert load("devapi", root)
    assert load("dev", root)


@pytest.mark.parametrize(
    "name", ["public", "network", "network-nat", "network-endpoints", "cluster", "logs", "database", "cache"]
)
@pytest.mark.parametrize("section", ["services", "tasks"])
def test_names_that_the_platform_needs_itself(section: str, name: str, tmp_path: Path) -> None:
    image = "image: ghcr.io/pyairtable-org/shared/cleanup:v1"
    text = service(name, image) if section == "services" else task(name, image)
    assert f"{section}.{name}: {name} is the name of the " in _told(
        "dev", folder(tmp_path, dev=committed("dev") + text)
    )


def test_a_critical_service_never_on_spot_may_stop_slowly(tmp_path: Path) -> None:
    text = committed("prod") + service("frontend", "graceful_stop: 120")
    assert load("prod", folder(tmp_path, prod=text)).services["frontend"].graceful_stop == 120


def test_no_section_tasks_has_an_example_that_is_accepted(tmp_path: Path) -> None:
    empty = committed("dev") + "  pyairtable-infra:tasks:\n"
    said, _, example = _told("dev", folder(tmp_path, dev=empty)).partition("For example: ")
    assert said
    assert load("dev", folder(tmp_path, dev=empty.replace("tasks:", f"tasks: {example}")))


def test_another_environment_that_cannot_be_read_is_no_problem_of_this_one(tmp_path: Path) -> None:
    for broken in ("", "a: [", "config: 3", "config: {pyairtable-infra:network: 3}", "config: {network: {cidr: x}}"):
        load("dev", folder(tmp_path, prod=broken))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "an empty value"),
        (True, "true"),
        (5, "5"),
        ("x", "'x'"),
        ("x" * 80, f"'{'x' * 56}..."),
        ({"password": "hunter2"}, "a section"),
        (["hunter2"], "a list"),
        ("postgres://app:hunter2@db/app", "this value"),
    ],
)
def test_a_wrong_value_is_shown_short_and_without_secrets(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("account", "dev", "message"),
    [
        (
            "permissions_boundary: { kind: given, policy: platform-boundary }",
            "",
            "permissions_boundary: the stack account makes no boundary. "
            "For example: {kind: given, policy: platform-boundary}",
        ),
        (
            "permissions_boundary: { kind: managed, regions: [us-east-1] }",
            "",
            "permissions_boundary: the boundary of the stack account keeps roles out of us-west-2. "
            "For example: us-east-1",
        ),
        (
            "permissions_boundary: { kind: managed }",
            "  pyairtable-infra:region: eu-west-1\n",
            "region: the boundary of the stack account keeps roles out of eu-west-1. For example: us-east-1",
        ),
    ],
    ids=["none", "recovery", "region"],
)
def test_an_environment_fits_the_boundary_of_the_account(account: str, dev: str, message: str, tmp_path: Path) -> None:
    whole = committed("account").replace("permissions_boundary: { kind: managed }", account)
    root = folder(tmp_path, account=whole, dev=committed("dev") + dev)
    assert re.sub(r"^Pulumi\.dev\.yaml:\d+: ", "", _told("dev", root)) == message
