"""What a person decides about the optimiser of an environment."""

from typing import Annotated

from pydantic import Field

from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import ScheduleExpression, ServiceName, TimeZone


class NightSpec(Spec):
    """Which services are one task at night."""

    services: Annotated[tuple[ServiceName, ...], Field(max_length=20)] = ()
    """Services that nobody waits for; never a critical one."""
    begins: ScheduleExpression = "cron(0 20 * * ? *)"
    ends: ScheduleExpression = "cron(0 6 * * ? *)"


class OptimizerSpec(Spec):
    """When an environment is looked at for what it does not need, and what is done about it."""

    schedule: ScheduleExpression = "cron(0 7 * * ? *)"
    """When it reports: Cost Explorer has the day before by then."""
    time_zone: TimeZone = "UTC"
    apply: bool = False
    """Whether services become smaller at night; else a run only says which would."""
    night: NightSpec = NightSpec()
