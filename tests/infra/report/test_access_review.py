"""An access review as people read it, as data, and as a page."""

from datetime import UTC, datetime
from typing import Any

from pyairtable_infra.operations.access.reviewing import Review, Reviewed
from pyairtable_infra.report.access_review import markdown, reviewing, reviewing_data
from pyairtable_infra.report.terminal import console

DAY = datetime(2026, 11, 27, tzinfo=UTC)


def a_role(**changes: Any) -> Reviewed:
    values: dict[str, Any] = {
        "name": "pyairtable-dev-cart-task",
        "arn": "arn:aws:iam::123456789012:role/pyairtable-dev-cart-task",
        "service": "cart",
        "created": datetime(2026, 1, 2, tzinfo=UTC),
        "last_used": datetime(2026, 11, 20, tzinfo=UTC),
        "boundary": "arn:aws:iam::123456789012:policy/pyairtable-account-boundary",
        "assumed_by": ("ecs-tasks.amazonaws.com",),
        "unused_services": (),
        "unused_actions": (),
        "unused": False,
    }
    return Reviewed(**values | changes)


BAD = a_role(
    name="pyairtable-dev-old",
    last_used=None,
    boundary=None,
    assumed_by=("everybody", "GitHub repo:a/b|c:*"),
    unused_services=("kms", "sqs"),
    unused_actions=("ecs:RunTask",),
    unused=True,
)
REVIEW = Review("dev", DAY, 90, (a_role(), BAD), ("pyairtable-dev-gone",))
EMPTY = Review("dev", DAY, 90, (), ())


def text(found: Review) -> str:
    terminal = console()
    with terminal.capture() as said:
        terminal.print(reviewing(found), soft_wrap=True)
    return "\n".join(line.rstrip() for line in said.get().splitlines())


def test_a_person_sees_each_role_and_what_is_odd_about_it() -> None:
    assert text(REVIEW) == (
        "dev: 2 roles, 1 of them unused for 90 days\n"
        "├── pyairtable-dev-cart-task  created 2026-01-02, last used 2026-11-20\n"
        "│   └── assumed by ecs-tasks.amazonaws.com\n"
        "├── pyairtable-dev-old  created 2026-01-02, never used\n"
        "│   ├── assumed by everybody, GitHub repo:a/b|c:*\n"
        "│   ├── somebody unknown may assume it\n"
        "│   ├── unused for 90 days\n"
        "│   ├── no permissions boundary\n"
        "│   ├── unused services: kms, sqs\n"
        "│   └── unused actions: ecs:RunTask\n"
        "└── pyairtable-dev-gone  deleted meanwhile"
    )


def test_an_empty_account_says_so() -> None:
    assert text(EMPTY) == "No role of dev is in this account"
    assert markdown(EMPTY).splitlines()[2] == "No role of dev is in this account."


def test_the_page_has_a_row_for_each_role_and_room_for_the_decision() -> None:
    assert markdown(REVIEW) == (
        "# Access review of dev, 2026-11-27\n\n"
        "dev: 2 roles, 1 of them unused for 90 days.\n\n"
        "| role | created | last used | assumed by | findings | decision |\n"
        "|---|---|---|---|---|---|\n"
        "| pyairtable-dev-cart-task | 2026-01-02 | 2026-11-20 | ecs-tasks.amazonaws.com |  |  |\n"
        "| pyairtable-dev-old | 2026-01-02 | never | everybody<br>GitHub repo:a/b\\|c:* | "
        "somebody unknown may assume it"
        "<br>unused for 90 days<br>no permissions boundary<br>unused services: kms, sqs<br>unused actions: ecs:RunTask"
        " |  |\n\n"
        "Deleted meanwhile: pyairtable-dev-gone.\n"
    )


def test_the_data_say_the_same() -> None:
    said = reviewing_data(REVIEW)
    assert (said["date"], said["unused_after_days"], said["deleted_meanwhile"]) == (
        "2026-11-27",
        90,
        ["pyairtable-dev-gone"],
    )
    first, second = said["roles"]
    assert (first["last_used"], first["unused"], first["service"]) == ("2026-11-20", False, "cart")
    assert (second["last_used"], second["permissions_boundary"]) == ("", None)
    assert second["unused_services"] == ["kms", "sqs"]
