"""How long the estimate of a large plan takes: python -m benchmarks.cost [resources] [runs].

The plan is that of a profile with many services, repeated under other names until it is large enough, so that the mix
of types and the edges between them are those of a real one.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import generated_profile

from pyairtable_infra.cli.planning import planned
from pyairtable_infra.cost.estimate import estimate
from pyairtable_infra.plan.file import dump, plan_of
from pyairtable_infra.plan.model import Plan

RESOURCES, RUNS, SERVICES = 10_000, 5, 100


def large_plan(resources: int) -> Plan:
    """A plan of at least that many resources."""
    with tempfile.TemporaryDirectory() as folder:
        environment = generated_profile.write(Path(folder), SERVICES)
        text = dump(planned(environment, Path(folder)))
    every = []
    copies = -(-resources // text.count('"urn":'))
    for copy in range(copies):
        renamed = text.replace("extra-", f"extra{copy}-").replace("::bench::", f"::bench::c{copy}$")
        every += json.loads(renamed)["deployment"]["resources"]
    return plan_of({"deployment": {"resources": every[:resources]}}, Path("large.json"))


def seconds(plan: Plan, runs: int = RUNS) -> tuple[float, float]:
    """The median wall and CPU time of an estimate; each on a plan that knows nothing yet, the price book read anew."""
    wall, cpu = [], []
    for _ in range(runs):
        fresh = Plan(plan.resources)
        started, worked = time.perf_counter(), time.process_time()
        estimate(fresh)
        wall.append(time.perf_counter() - started)
        cpu.append(time.process_time() - worked)
    return statistics.median(wall), statistics.median(cpu)


def main() -> None:
    resources = int(sys.argv[1]) if sys.argv[1:] else RESOURCES
    runs = int(sys.argv[2]) if sys.argv[2:] else RUNS
    plan = large_plan(resources)
    found = estimate(plan)
    print(f"{len(plan.resources)} resources, {len(found.resources)} of them priced, {len(found.unpriced)} unpriced")
    wall, cpu = seconds(plan, runs)
    print(f"estimate: {wall:.3f} s, {cpu:.3f} s of CPU, medians of {runs}")


if __name__ == "__main__":
    main()
