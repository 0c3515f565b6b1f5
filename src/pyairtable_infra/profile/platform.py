"""The services of PyAirtable as default data. A profile says only what differs."""

from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]

SERVICES: Mapping[str, Raw] = {
    "api-gateway": {
        "port": 8000,
        "callers": ["frontend"],
        "criticality": "critical",
        "uses": ["cache"],
        "runtime": {"exposure": {"paths": ["/api/*"]}},
    },
    "mcp-server": {"port": 8001, "callers": ["api-gateway", "llm-orchestrator"], "uses": ["cache"]},
    "airtable-gateway": {
        "port": 8002,
        "callers": ["api-gateway", "automation-services", "mcp-server", "saga-orchestrator"],
        "criticality": "critical",
        "uses": ["cache"],
    },
    "llm-orchestrator": {"port": 8003, "callers": ["api-gateway", "automation-services"], "uses": ["cache"]},
    "automation-services": {
        "port": 8006,
        "callers": ["api-gateway", "saga-orchestrator"],
        "criticality": "deferrable",
        "uses": ["database", "cache", "files", "jobs"],
        "health": {"start_period": 120},
    },
    "platform-services": {
        "port": 8007,
        "callers": ["api-gateway", "frontend", "saga-orchestrator"],
        "criticality": "critical",
        "uses": ["database", "cache"],
    },
    "saga-orchestrator": {
        "port": 8008,
        "callers": ["api-gateway", "automation-services"],
        "uses": ["database", "cache", "jobs"],
    },
    "frontend": {
        "port": 3000,
        "criticality": "critical",
        "health": {"path": "/", "probe": "wget"},
        "runtime": {"exposure": {"paths": ["/*"]}},
    },
}

REPLACED: Mapping[str, Mapping[str, Raw]] = {
    "platform-services": {
        "auth-service": {
            "port": 8009,
            "callers": ["api-gateway", "frontend", "saga-orchestrator"],
            "criticality": "critical",
            "uses": ["database", "cache"],
        },
        "user-service": {
            "port": 8010,
            "callers": ["api-gateway", "auth-service", "saga-orchestrator"],
            "criticality": "critical",
            "uses": ["database", "cache"],
        },
    },
}
"""Services that several others replace in the generation `microservices`."""


def names() -> list[str]:
    """Every service of the platform, in either generation."""
    return sorted({*SERVICES, *(name for services in REPLACED.values() for name in services)})


FORMER_MONTHLY_USD: Mapping[str, int] = {"dev": 160, "staging": 200, "prod": 560}
"""What the platform's environments cost a month before this repository, as its operators counted it."""
