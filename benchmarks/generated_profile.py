"""A profile of any number of services, for the benchmarks."""

from pathlib import Path

HEAD = """\
config:
  pyairtable-infra:stage: dev
  pyairtable-infra:owner: bench
  pyairtable-infra:cost_center: bench
  pyairtable-infra:data_classification: non-sensitive
  pyairtable-infra:protection: none
  pyairtable-infra:monitoring: basic
  pyairtable-infra:account: "123456789012"
  pyairtable-infra:network:
    cidr: 10.200.0.0/16
    zone_names: [us-east-1a, us-east-1b]
    egress: {kind: nat_instance}
  pyairtable-infra:cluster: {spot_percent: 80}
  pyairtable-infra:load_balancer: {tls: {kind: none}}
  pyairtable-infra:budget: {monthly_usd: 100000}
  pyairtable-infra:objectives: {recovery_time_minutes: 30, backup_retention_days: 7}
  pyairtable-infra:services:
"""

PLATFORM = 8
"""The services that a profile has without saying so."""


def write(folder: Path, services: int) -> str:
    """Write a profile with that many services below `folder`, and give the name of its environment."""
    lines = [
        f"    extra-{number}: {{port: {9000 + number}, callers: [{'api-gateway' if number % 10 else 'frontend'}, "
        f"{f'extra-{number - 1}' if number else 'mcp-server'}]}}\n"
        for number in range(services - PLATFORM)
    ]
    text = HEAD + ("".join(lines) or "    frontend: {}\n")
    (folder / "Pulumi.bench.yaml").write_text(text, encoding="utf-8")
    return "bench"
