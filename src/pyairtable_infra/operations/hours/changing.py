"""Puts an environment to sleep before its time, or wakes it: until its schedules say something else."""

from collections.abc import Callable
from dataclasses import replace

from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.errors import InputError, OperationError
from pyairtable_infra.operations.hours.looking import DIMENSION, Database, Service, Sleepers, status_of

PATIENCE = 90
"""How often a database that starts is looked at; with ten seconds between, a quarter of an hour."""
READY = "available"
SAYS = Callable[[str], None]


def wake(aws: Aws, found: Sleepers, *, says: SAYS, pause: Callable[[], None]) -> None:
    """Start the databases, wait until they answer, and give the services their tasks back.

    It holds until the schedules put the environment to sleep again. What is awake stays as it is.

    Args:
        aws: The account.
        found: What sleeps.
        says: Is told each thing that is done.
        pause: Waits between two looks at a database.

    Raises:
        InputError: An automatic stop holds the environment.
        OperationError: A database does not become available.
        AwsError: A call failed.
    """
    held = [service.name for service in found.services if service.suspended]
    if held:
        raise InputError(
            f"{found.environment} was stopped for its budget, and {held[0]} heeds no schedule. "
            "For example: aws lambda invoke with the event {'action': 'wake'} of the function sleep (docs/budgets.md)"
        )
    for database in found.databases:
        _start(aws, database, says)
    for database in found.databases:
        _wait(aws, database, says, pause)
    for service in found.services:
        if not service.awake:
            _limit(aws, service, *service.wakes_to)
            says(f"{service.name} wakes with {service.wakes_to[0]} to {service.wakes_to[1]} tasks")


def sleep(aws: Aws, found: Sleepers, *, says: SAYS) -> None:
    """Take the services to no task, and stop the databases; they wake when their schedules say so.

    Raises:
        AwsError: A call failed.
    """
    for service in found.services:
        if service.awake:
            _limit(aws, service, 0, 0)
            says(f"{service.name} sleeps")
    for database in found.databases:
        if database.status == READY:
            aws.run(_call("Stop", database))
            says(f"{database.name} stops")
        elif database.awake:
            says(f"{database.name} is {database.status}, and only a database that is {READY} can be stopped")


def _start(aws: Aws, database: Database, says: SAYS) -> None:
    if database.status == "stopped":
        aws.run(_call("Start", database))
        says(f"{database.name} starts, which takes minutes")


def _wait(aws: Aws, database: Database, says: SAYS, pause: Callable[[], None]) -> None:
    if database.status == READY:
        return
    for _ in range(PATIENCE):
        database = replace(database, status=status_of(aws, database.name, database.kind))
        if database.status == READY:
            says(f"{database.name} is {READY}")
            return
        if database.status == "stopped":  # it was stopping when it was looked at first
            _start(aws, database, says)
        pause()
    raise OperationError(
        f"{database.name} is {database.status} after {PATIENCE} looks, so no service was woken. Run it again."
    )


def _limit(aws: Aws, service: Service, minimum: int, maximum: int) -> None:
    arguments = {
        "ServiceNamespace": "ecs",
        "ResourceId": service.resource_id,
        "ScalableDimension": DIMENSION,
        "MinCapacity": minimum,
        "MaxCapacity": maximum,
    }
    aws.run(Call("application-autoscaling", "RegisterScalableTarget", arguments))


def _call(verb: str, database: Database) -> Call:
    kind = "Instance" if database.kind == "instance" else "Cluster"
    return Call("rds", f"{verb}DB{kind}", {f"DB{kind}Identifier": database.name})
