"""The examples plan, as they are written."""

from pyairtable_infra.engine.program import plan_program
from pyairtable_infra.plan.services import services
from tests.conftest import ROOT


def test_another_team_builds_its_stack_from_the_components() -> None:
    plan = plan_program(ROOT / "examples/own_stack", "dev")
    types = {resource.type for resource in plan.resources}
    assert {"pyairtable:network:Network", "pyairtable:ecs:Cluster", "pyairtable:ecs:Service"} <= types
    (worker,) = services(plan)
    assert (worker.name, worker.port, worker.cpu, worker.memory) == ("worker", 8080, 512, 1024)
    assert (worker.strategy.on_demand_weight, worker.strategy.spot_weight) == (1, 1)
    assert plan.stack_outputs["service"] == "reports-dev-worker"
    assert not plan.notes, "the example assumes nothing about an account"
