"""Whole-process times and memory of the offline plan, beside the bare program, in one run.

Usage: python -m benchmarks.run [runs]. Both programs take turns, so that a slow moment of the machine meets both; the
ratio is taken pair by pair. Quote medians and ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import generated_profile, real_engine

HERE = Path(__file__).parent
TOOL = str(Path(sys.executable).with_name("pyairtable-infra"))
SIZES = (8, 100, 400)
LARGEST_REAL = 100
"""Services of the largest profile that the real engine previews as well."""
MIB = 1024


@dataclass(frozen=True)
class Measured:
    wall: float
    cpu: float
    memory: float


def measure(*command: str) -> Measured:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=HERE.parent)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MIB)


def median(values: list[float]) -> float:
    return statistics.median(values)


def row(name: str, runs: list[Measured], resources: int) -> str:
    wall, cpu, memory = (median([getattr(run, key) for run in runs]) for key in ("wall", "cpu", "memory"))
    each = f"{1000 * wall / resources:7.2f}" if resources else "      -"
    return f"{name:34} {wall:7.2f} {cpu:7.2f} {memory:8.0f} {each}"


def compare(services: int, runs: int, folder: Path) -> float:
    """Measure one size; the result is the milliseconds of a resource."""
    environment = generated_profile.write(folder, services)
    plan = folder / "plan.json"
    measure(TOOL, "plan", environment, "-C", str(folder), "-o", str(plan))
    resources = plan.read_text(encoding="utf-8").count('"urn":')
    ours, bare = [], []
    for _ in range(runs):
        ours.append(measure(TOOL, "preview", environment, "-C", str(folder)))
        bare.append(measure(sys.executable, str(HERE / "bare.py"), str(plan)))
    print(f"\n{services} services, {resources} resources, {runs} runs")
    print(f"{'':34} {'wall s':>7} {'CPU s':>7} {'MiB':>8} {'ms each':>7}")
    print(row("preview", ours, resources))
    print(row("bare program", bare, resources))
    ratio = median([one.wall / other.wall for one, other in zip(ours, bare, strict=True)])
    print(f"ratio of wall times, pair by pair: {ratio:.2f}")
    if services <= LARGEST_REAL:
        real = real_engine.previews(environment, folder, runs)
        print(f"pulumi preview, the real engine:   {median(real):7.2f} s" if real else "pulumi preview: no pulumi here")
    return 1000 * median([run.wall for run in ours]) / resources


def imports(runs: int) -> None:
    programs = {
        "import pyairtable_components": "import pyairtable_components",
        "... and use every name of it": "import pyairtable_components as c; [getattr(c, name) for name in c.__all__]",
        "import its providers' modules": (
            "import pydantic, pulumi, pulumi_aws as aws; [dir(getattr(aws, name)) for name in "
            "'acm appautoscaling autoscaling cloudwatch ec2 ecs iam kms lb route53 s3 scheduler servicediscovery "
            "vpc wafv2'.split()]"
        ),
    }
    print(f"\nimports, {runs} runs\n{'':34} {'wall s':>7} {'CPU s':>7} {'MiB':>8}")
    for name, code in programs.items():
        print(row(name, [measure(sys.executable, "-c", code) for _ in range(runs)], 0))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        each = {services: compare(services, runs, Path(folder)) for services in SIZES}
    print(f"\nper resource, {SIZES[2]} services to {SIZES[1]}: {each[SIZES[2]] / each[SIZES[1]]:.2f}")
    imports(runs)


main()
