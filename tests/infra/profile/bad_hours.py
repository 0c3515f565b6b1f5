"""Hours that cannot be, and what does not fit into them."""

# ruff: noqa: E501 - a message is one line

from tests.infra.profile.bad import Bad, task

_HOURS = '{ start: "09:00", end: "19:00", time_zone: UTC }'
_DATABASE = "database: { kind: rds, instance_class: db.t4g.micro }"


def _hours(more: str) -> str:
    return f'{{ start: "09:00", end: "19:00", time_zone: UTC, {more} }}'


def _database(more: str) -> str:
    return f"database: {{ kind: rds, instance_class: db.t4g.micro, {more} }}"


# fmt: off
HOURS = (
    Bad("prod that sleeps", new=f"  pyairtable-infra:hours: {_HOURS}\n", environment="prod",
        message="Pulumi.prod.yaml:«infra:hours»: hours: a prod environment never sleeps. For example: the file without hours",
        right=""),
    Bad("hours that end before they start", _HOURS, '{ start: "19:00", end: "09:00" }',
        "Pulumi.dev.yaml:«19:00»: hours: from 19:00 to 09:00 is less than 4 hours of one day. For example: {start: '09:00', end: '19:00'}",
        right="{start: '09:00', end: '19:00'}"),
    Bad("hours without a night", _HOURS, '{ start: "00:30", end: "23:30", days: [MON, TUE] }',
        "Pulumi.dev.yaml:«00:30»: hours.start: it would sleep for less than 2 hours, and a database needs minutes to stop and to start. For example: {start: '06:00', end: '22:00'}",
        right="{start: '06:00', end: '22:00'}"),
    Bad("no time of day", _HOURS, '{ start: 9, end: "19:00" }',
        "Pulumi.dev.yaml:«start: 9»: hours.start: 9 is wrong here: text is needed. For example: \"09:00\"",
        right='{ start: "09:00", end: "19:00" }'),
    Bad("a time without a zero", _HOURS, '{ start: "9:00", end: "19:00" }',
        "Pulumi.dev.yaml:«9:00»: hours.start: '9:00' is not a time of day (hh:mm). For example: 09:00",
        right='{ start: "09:00", end: "19:00" }'),
    Bad("no day of the week", _HOURS, _hours("days: [MO]"),
        "Pulumi.dev.yaml:«days: [MO]»: hours.days[0]: 'MO' is wrong here: one of 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT' or 'SUN' is needed. For example: MON",
        right=_hours("days: [MON]")),
    Bad("a day that is there twice", _HOURS, _hours("days: [MON, TUE, MON]"),
        "Pulumi.dev.yaml:«days: [MON»: hours.days: MON is there twice. For example: [MON]",
        right=_hours("days: [MON]")),
    Bad("no time zone of hours", _HOURS, '{ start: "09:00", end: "19:00", time_zone: CEST }',
        "Pulumi.dev.yaml:«CEST»: hours.time_zone: 'CEST' is not an IANA time zone. For example: UTC",
        right='{ start: "09:00", end: "19:00", time_zone: UTC }'),
    Bad("something that never sleeps and is not there", _HOURS, _hours("always_on: [front-end]"),
        "Pulumi.dev.yaml:«front-end»: hours.always_on[0]: front-end is nothing that sleeps; there is: airtable-gateway, api-gateway, automation-services, database, frontend, llm-orchestrator, mcp-server, platform-services, saga-orchestrator. For example: frontend",
        right=_hours("always_on: [frontend]")),
    Bad("a service that is awake without its database", _HOURS, _hours("always_on: [platform-services]"),
        "Pulumi.dev.yaml:«always_on»: hours.always_on: platform-services never sleeps and uses the database, so that cannot sleep either. For example: [platform-services, database]",
        right=_hours("always_on: [platform-services, database]")),
    Bad("a database with a replica that would be stopped", _DATABASE, _database("replicas: 1, master: { kind: secret }"),
        "Pulumi.dev.yaml:«replicas: 1»: data.database.replicas: RDS stops no database that has a replica, and this one sleeps. For example: 0, or hours with always_on: [database]",
        right=_database("replicas: 0")),
    Bad("backups of a database that sleeps", _DATABASE, _database('backup_window: "03:00-04:00"'),
        "Pulumi.dev.yaml:«03:00»: data.database.backup_window: the database sleeps then, and RDS does nothing. For example: 18:00-18:30",
        right=_database('backup_window: "18:00-18:30"')),
    Bad("maintenance of a database that sleeps", _DATABASE, _database('maintenance_window: "sat:10:00-sat:11:00"'),
        "Pulumi.dev.yaml:«sat:10»: data.database.maintenance_window: the database sleeps then, and RDS does nothing. For example: fri:17:00-fri:18:00",
        right=_database('maintenance_window: "fri:17:00-fri:18:00"')),
    Bad("maintenance during the backups of the last hour", _DATABASE, _database('maintenance_window: "mon:17:50-mon:18:20"'),
        "Pulumi.dev.yaml:«mon:17:50»: data.database: backup_window 18:00-18:30 and maintenance_window mon:17:50-mon:18:20 overlap. For example: backup_window: 18:00-18:30 and maintenance_window: fri:17:00-fri:18:00",
        right=_database('backup_window: "18:00-18:30", maintenance_window: "fri:17:00-fri:18:00"')),
    Bad("passwords that change while the database sleeps", "infra:secrets:\n", "infra:secrets:\n    rotation: { schedule: cron(0 2 ? * 1#1 *) }\n",
        "Pulumi.dev.yaml:«1#1»: secrets.rotation.schedule: the database sleeps then on SUN 04 January at 02:00 UTC, and takes no new password. For example: cron(0 9 ? * 2#1 *)",
        right="infra:secrets:\n    rotation: { schedule: cron(0 9 ? * 2#1 *) }\n"),
    Bad("a rotation that goes on after midnight", "infra:secrets:\n", "infra:secrets:\n    rotation: { schedule: cron(0 22 ? * 1#1 *), window_hours: 3 }\n",
        "Pulumi.dev.yaml:«22 ?»: secrets.rotation: a window of 3 hours at 22:00 ends on the next day, and a rotation does not, in UTC. For example: window_hours: 2",
        right="infra:secrets:\n    rotation: { schedule: cron(0 9 ? * 2#1 *), window_hours: 2 }\n"),
    Bad("a rotation on no day of the week", "infra:secrets:\n", "infra:secrets:\n    rotation: { schedule: cron(0 10 ? * XYZ *) }\n",
        "Pulumi.dev.yaml:«XYZ»: secrets.rotation.schedule: 'cron(0 10 ? * XYZ *)' is not an EventBridge schedule with times that exist. For example: \"cron(0 2 ? * 1#1 *)\"",
        right="infra:secrets:\n    rotation: { schedule: cron(0 10 ? * MON#1 *) }\n"),
    Bad("a task that finds no database at night", "", task("report", "image: ghcr.io/shop/report:v1", "uses: [database]", "schedule: cron(0 3 * * ? *)"),
        "Pulumi.dev.yaml:«cron(0 3»: tasks.report.schedule: the database, which it uses, sleeps then on THU 01 January at 03:00 UTC. For example: cron(0 10 ? * MON-FRI *) with time_zone: UTC",
        right=task("report", "image: ghcr.io/shop/report:v1", "uses: [database]", "schedule: cron(0 10 ? * MON-FRI *)")),
    Bad("a task that runs at any time", "", task("report", "image: ghcr.io/shop/report:v1", "uses: [database]", "schedule: rate(1 hour)"),
        "Pulumi.dev.yaml:«rate(1 hour)»: tasks.report.schedule: the database, which it uses, sleeps at some of these times. For example: cron(0 10 ? * MON-FRI *) with time_zone: UTC",
        right=task("report", "image: ghcr.io/shop/report:v1", "uses: [database]", "schedule: cron(0 10 ? * MON-FRI *)")),
)
