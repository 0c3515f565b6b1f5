"""Who sleeps when an environment has hours, what then has to happen while it is awake, and the rules about it."""

from collections.abc import Iterator
from typing import Any

from pyairtable_components.data.spec import AuroraServerless, RdsPostgres
from pyairtable_components.data.windows import begins, daily, minutes, overlap, weekly
from pyairtable_components.hours import times
from pyairtable_components.hours.awake import first_asleep, in_utc
from pyairtable_components.hours.spec import HoursSpec
from pyairtable_components.hours.times import DAY, WEEKDAYS, minute_of
from pyairtable_components.secrets.spec import RotationRules, SecretsSpec
from pyairtable_components.vocabulary.stores import StoreName
from pyairtable_infra.profile.data import clients
from pyairtable_infra.profile.errors import closest
from pyairtable_infra.profile.paths import Path
from pyairtable_infra.profile.sections import Sections

Finding = tuple[Path, str]
DATABASE: StoreName = "database"
BACKUP, MAINTENANCE = 30, 60
"""Minutes of their windows in the last two hours before a database sleeps."""


def sleeps(profile: Sections, name: str) -> bool:
    """Whether a service, or the `database`, sleeps outside the hours of the environment."""
    return profile.hours is not None and name not in profile.hours.always_on


def database(profile: Sections) -> RdsPostgres | AuroraServerless | None:
    """The database, with backups and maintenance while it is awake: RDS does neither to one that is stopped.

    A window that the profile says stays as it is.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
    """
    spec, hours = profile.data.database, profile.hours
    if spec is None or hours is None or not sleeps(profile, DATABASE):
        return spec
    moved = {key: value for key, value in _windows(hours).items() if key not in spec.model_fields_set}
    return spec.model_copy(update=moved)


def rotation(profile: Sections) -> RotationRules:
    """When secrets are rotated: by default while the database is awake, which has to take the new passwords."""
    rules, hours = (profile.secrets or SecretsSpec()).rotation, profile.hours
    if hours is None or not sleeps(profile, DATABASE) or not clients(profile, DATABASE):
        return rules
    moved = {key: value for key, value in _rotation(hours).items() if key not in rules.model_fields_set}
    return rules.model_copy(update=moved)


def _windows(hours: HoursSpec) -> dict[str, str]:
    """Backups in the last hour of each day, maintenance in the hour before it on the last day."""
    awake = in_utc(hours)
    end = awake.start + awake.length
    return {
        "backup_window": daily(end - 60, BACKUP),
        "maintenance_window": weekly(awake.days[-1] * DAY + end - 60 - MAINTENANCE, MAINTENANCE),
    }


def _rotation(hours: HoursSpec) -> dict[str, Any]:
    """From the first full hour on, on the first day of its kind in a month; at most three hours, of one day in UTC.

    https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
    """
    awake = in_utc(hours)
    begin = -(-awake.start // 60) * 60
    day, minute = divmod(awake.days[0] * DAY + begin, DAY)
    number = (day + 1) % 7 + 1  # AWS counts from Sunday, and from 1
    return {
        "schedule": f"cron(0 {minute // 60} ? * {number}#1 *)",
        "window_hours": min(3, (awake.start + awake.length - begin) // 60, (DAY - minute) // 60),
    }


def prod_is_awake(profile: Sections) -> Iterator[Finding]:
    """Nobody turns prod off."""
    if profile.hours and profile.stage == "prod":
        yield ("hours",), "a prod environment never sleeps. For example: the file without hours"


def who_stays_awake_exists(profile: Sections) -> Iterator[Finding]:
    """What never sleeps is a service or the database."""
    known = sorted((*profile.services, *([DATABASE] if profile.data.database else [])))
    for position, name in enumerate(profile.hours.always_on if profile.hours else ()):
        if name not in known:
            yield (
                ("hours", "always_on", position),
                f"{name} is nothing that sleeps; there is: {', '.join(known)}. "
                f"For example: {closest(name, known) or known[0]}",
            )


def who_is_awake_has_its_database(profile: Sections) -> Iterator[Finding]:
    """A database sleeps if RDS can stop it and nobody uses it meanwhile."""
    hours, spec = profile.hours, profile.data.database
    if hours is None or spec is None or not sleeps(profile, DATABASE):
        return
    awake = ", ".join((*hours.always_on, DATABASE))
    if isinstance(spec, RdsPostgres) and spec.replicas:
        yield (
            ("data", DATABASE, "replicas"),
            "RDS stops no database that has a replica, and this one sleeps. "
            f"For example: 0, or hours with always_on: [{awake}]",
        )
    for name in hours.always_on:
        if name in clients(profile, DATABASE):
            yield (
                ("hours", "always_on"),
                f"{name} never sleeps and uses the database, so that cannot sleep either. For example: [{awake}]",
            )


def databases_are_kept_while_awake(profile: Sections) -> Iterator[Finding]:
    """Backups, maintenance and new passwords need a database that runs."""
    hours, spec = profile.hours, database(profile)
    if hours is None or spec is None or not sleeps(profile, DATABASE):
        return
    awake, better = in_utc(hours), _windows(hours)
    fits = {"backup_window": awake.every_day, "maintenance_window": awake.once_a_week}
    wrong = [key for key, fit in fits.items() if not fit(begins(getattr(spec, key)), minutes(getattr(spec, key)))]
    for key in wrong:
        yield ("data", DATABASE, key), f"the database sleeps then, and RDS does nothing. For example: {better[key]}"
    if not wrong and overlap(spec.backup_window, spec.maintenance_window):
        both = " and ".join(f"{key}: {window}" for key, window in better.items())
        yield (
            ("data", DATABASE),
            f"backup_window {spec.backup_window} and maintenance_window {spec.maintenance_window} overlap. "
            f"For example: {both}",
        )
    rules = rotation(profile)
    if clients(profile, DATABASE) and (when := _asleep(hours, rules.schedule, "UTC", rules.window_hours * 60)):
        example = _rotation(hours)["schedule"]
        yield (
            ("secrets", "rotation", "schedule"),
            f"the database sleeps {when}, and takes no new password. For example: {example}",
        )


def tasks_run_while_awake(profile: Sections) -> Iterator[Finding]:
    """A task on a schedule finds the database that it uses."""
    hours = profile.hours
    if hours is None or not sleeps(profile, DATABASE):
        return
    for name in clients(profile, DATABASE):
        task = profile.tasks.get(name)
        if task and task.schedule and (when := _asleep(hours, task.schedule, task.time_zone, 0)):
            example = times.weekly(hours.days, minute_of(hours.start) + 60)
            yield (
                ("tasks", name, "schedule"),
                f"the database, which it uses, sleeps {when}. For example: {example} with time_zone: {hours.time_zone}",
            )


def _asleep(hours: HoursSpec, schedule: str, time_zone: str, lasting: int) -> str:
    """When a schedule runs into sleep, as words; empty where it does not."""
    if not schedule.startswith("cron("):
        return "at some of these times"
    when = first_asleep(hours, schedule, time_zone, lasting)
    return f"then on {WEEKDAYS[when.weekday()]} {when:%d %B at %H:%M} UTC" if when else ""
