"""An environment that somebody wakes and puts to sleep by hand, in an account of moto's."""

from collections.abc import Sequence

import pytest

from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.errors import InputError, OperationError
from pyairtable_infra.operations.hours import changing
from pyairtable_infra.operations.hours.changing import sleep, wake
from pyairtable_infra.operations.hours.looking import Sleepers, look
from pyairtable_infra.report.hours import sleepers_data
from tests.infra.operations.hours.making import REGION, SESSION, a_database, a_service, client, limits, statuses


@pytest.fixture
def aws(account: None) -> Aws:
    """The account with an environment that is awake: two services, of which one never sleeps, and a database."""
    a_service("pyairtable-dev-api", 1, 3)
    a_service("pyairtable-dev-always", 2, 6, wakes_to=None)
    a_database("pyairtable-dev-database")
    return Aws(REGION, SESSION)


def found(aws: Aws) -> Sleepers:
    return look(aws, "pyairtable", "dev")


def asleep(aws: Aws) -> list[str]:
    said: list[str] = []
    sleep(aws, found(aws), says=said.append)
    return said


def awake(aws: Aws, pauses: list[None] | None = None) -> list[str]:
    said: list[str] = []
    wake(aws, found(aws), says=said.append, pause=lambda: (pauses if pauses is not None else []).append(None))
    return said


def test_what_sleeps_is_what_the_schedules_say(aws: Aws) -> None:
    a_service("pyairtable-staging-api", 1, 3, cluster="pyairtable-staging-cluster")
    assert sleepers_data(found(aws)) == {
        "environment": "dev",
        "services": [
            {
                "name": "pyairtable-dev-api",
                "awake": True,
                "minimum": 1,
                "maximum": 3,
                "wakes_to": [1, 3],
                "stopped_for_its_budget": False,
            }
        ],
        "databases": [{"name": "pyairtable-dev-database", "awake": True, "status": "available"}],
    }


def test_asleep_no_task_runs_and_the_database_stops(aws: Aws) -> None:
    assert asleep(aws) == ["pyairtable-dev-api sleeps", "pyairtable-dev-database stops"]
    assert limits() == {"pyairtable-dev-api": (0, 0), "pyairtable-dev-always": (2, 6)}
    assert statuses() == {"pyairtable-dev-database": "stopped"}
    assert asleep(aws) == [], "a second sleep changes nothing"


def test_it_wakes_with_the_limits_of_its_schedule_once_the_database_answers(aws: Aws) -> None:
    asleep(aws)
    assert awake(aws) == [
        "pyairtable-dev-database starts, which takes minutes",
        "pyairtable-dev-database is available",
        "pyairtable-dev-api wakes with 1 to 3 tasks",
    ]
    assert limits()["pyairtable-dev-api"] == (1, 3)
    assert statuses() == {"pyairtable-dev-database": "available"}
    assert awake(aws) == [], "a second wake changes nothing"


def test_a_cluster_sleeps_and_wakes_too(account: None) -> None:
    a_database("pyairtable-dev-database", "Cluster")
    aws = Aws(REGION, SESSION)
    assert asleep(aws) == ["pyairtable-dev-database stops"]
    assert statuses() == {"pyairtable-dev-database": "stopped"}
    assert "pyairtable-dev-database is available" in awake(aws)


class Slow(Aws):
    """An account whose database says these words, one at each look."""

    def __init__(self, statuses: Sequence[str]) -> None:
        super().__init__(REGION, SESSION)
        self.statuses, self.calls = list(statuses), list[str]()

    def run(self, call: Call, *, absent: object = ()) -> dict[str, object] | None:
        if call.operation == "DescribeDBInstances":
            status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
            return {"DBInstances": [{"DBInstanceStatus": status}]}
        if not call.operation.startswith(("Describe", "Get")):
            self.calls.append(str(call))
        return {} if call.service == "rds" else super().run(call)


def test_no_service_wakes_before_its_database(aws: Aws) -> None:
    asleep(aws)
    slow = Slow(["stopping", "stopped", "starting", "starting", "available"])
    pauses: list[None] = []
    assert awake(slow, pauses)[-1] == "pyairtable-dev-api wakes with 1 to 3 tasks"
    assert len(pauses) == 3
    assert slow.calls == ["rds:StartDBInstance", "application-autoscaling:RegisterScalableTarget"]


def test_a_database_that_never_answers_leaves_the_services_asleep(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> None:
    asleep(aws)
    monkeypatch.setattr(changing, "PATIENCE", 3)
    with pytest.raises(OperationError, match="pyairtable-dev-database is starting after 3 looks, so no service was"):
        awake(Slow(["starting"]))
    assert limits()["pyairtable-dev-api"] == (0, 0)


def test_what_was_stopped_for_its_budget_is_not_woken_by_the_way(aws: Aws) -> None:
    client("application-autoscaling").register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId="service/pyairtable-dev-cluster/pyairtable-dev-api",
        ScalableDimension="ecs:service:DesiredCount",
        SuspendedState={"ScheduledScalingSuspended": True},
    )
    with pytest.raises(InputError, match="dev was stopped for its budget, and pyairtable-dev-api heeds no schedule"):
        awake(aws)


def test_an_environment_without_hours_is_told(account: None) -> None:
    with pytest.raises(InputError, match="nothing of dev sleeps by schedules in us-east-1"):
        found(Aws(REGION, SESSION))
