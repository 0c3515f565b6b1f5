"""A service and tasks to test, on a network and a cluster that stand already."""

from typing import Any

from pyairtable_components import EcsService, OneOffTask, ScheduledTask
from pyairtable_infra.plan.model import Plan
from tests.components.reading import plan_of
from tests.components.standing import CLUSTER, NETWORK, a_service, a_task
from tests.conftest import a_context


def service_plan(context: dict[str, Any] | None = None, given: dict[str, Any] | None = None, **spec: Any) -> Plan:
    """The plan of the service `cart`: `given` goes to the component, `spec` into its spec."""
    options: dict[str, Any] = {"cluster": CLUSTER, "network": NETWORK} | (given or {})
    whole = a_context(**(context or {}))
    return plan_of(lambda: EcsService("cart", a_service(**spec), whole, **options))


def scheduled_plan(given: dict[str, Any] | None = None, **spec: Any) -> Plan:
    """The plan of the task `report`, which runs at three."""
    options: dict[str, Any] = {"cluster": CLUSTER, "network": NETWORK} | (given or {})
    spec = {"schedule": "cron(0 3 * * ? *)"} | spec
    return plan_of(lambda: ScheduledTask("report", a_task(**spec), a_context(), **options))


def one_off_plan(given: dict[str, Any] | None = None, **spec: Any) -> Plan:
    """The plan of the task `migrate`, which runs when it is started."""
    options: dict[str, Any] = {"network": NETWORK} | (given or {})
    return plan_of(lambda: OneOffTask("migrate", a_task(**spec), a_context(), **options))
