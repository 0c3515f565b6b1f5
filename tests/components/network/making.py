"""A network to test."""

from typing import Any

from pyairtable_components import Network, NetworkSpec
from pyairtable_infra.plan.model import Plan
from tests.components.reading import plan_of
from tests.conftest import a_context

CIDR = "10.10.0.0/16"


def a_network(*, monitoring: str = "basic", protection: str = "none", **spec: Any) -> Plan:
    """The plan of one network."""
    context = a_context(monitoring=monitoring, protection=protection)
    whole = NetworkSpec.model_validate({"cidr": CIDR} | spec)
    return plan_of(lambda: Network("network", whole, context))
