"""What keeps pods running, and what runs them once.

https://kubernetes.io/docs/concepts/workloads/
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.standin.kubernetes.judge import undecided
from pyairtable_infra.engine.standin.kubernetes.rules.inside import Finding, Thing, entries, known, section, text
from pyairtable_infra.engine.standin.kubernetes.rules.pods import place_of
from pyairtable_infra.engine.standin.kubernetes.words import shown
from pyairtable_infra.profile.yaml_text import as_yaml

_KEPT_RUNNING = ("apps/DaemonSet", "apps/Deployment", "apps/ReplicaSet", "apps/StatefulSet")
_RUN_ONCE = ("batch/CronJob", "batch/Job")
_LABELS = ("template", "metadata", "labels")


def findings(thing: Thing) -> Iterator[Finding]:
    """What is wrong between the fields of a workload."""
    if thing.type in _KEPT_RUNNING:
        yield from _selector(section(thing.value, "spec"))
        yield from _restart(thing, ("Always",))
    if thing.type in _RUN_ONCE:
        yield from _restart(thing, ("Never", "OnFailure"))
    if thing.type == "apps/Deployment":
        yield from _strategy(section(thing.value, "spec", "strategy"))


def _selector(spec: Mapping[str, Any]) -> Iterator[Finding]:
    """https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector."""
    selector = section(spec, "selector")
    wanted = section(selector, "matchLabels")
    labels = section(spec, *_LABELS)
    if spec.get("selector") == {}:
        yield (
            ("spec", "selector"),
            f"an empty selector is not allowed. For example: {as_yaml({'matchLabels': _shown(labels) or _ANY})}",
        )
    if not (section(spec, "template") and known(spec, *_LABELS)):
        return
    missing = {key: value for key, value in wanted.items() if not _same(labels.get(key), value)}
    if missing:
        said = f"the selector asks for {as_yaml(missing)}, which these labels do not have"
        yield ("spec", *_LABELS), f"{said}. For example: {as_yaml({**_shown(labels), **_shown(wanted)})}"
    for index, each in entries(selector, "matchExpressions"):
        key, values = text(each, "key"), each.get("values") or ()
        label = labels.get(key or "")
        meets = _OPERATORS.get(text(each, "operator") or "", _anyhow)
        if key and not any(map(undecided, (label, *values))) and not meets(label, values):
            said = f"the labels of the template do not meet it: {key} is {shown(label) if label else 'not there'}"
            example = (
                {"key": key, "operator": "In", "values": [label]} if label else {"key": key, "operator": "DoesNotExist"}
            )
            yield ("spec", "selector", "matchExpressions", index), f"{said}. For example: {as_yaml(example)}"


def _anyhow(*_: Any) -> bool:
    return True


_ANY = {"app": "shop"}
_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "DoesNotExist": lambda label, _: label is None,
    "Exists": lambda label, _: label is not None,
    "In": lambda label, values: label in values,
    "NotIn": lambda label, values: label not in values,
}
"""https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements"""


def _same(label: Any, wanted: Any) -> bool:
    return undecided(label) or undecided(wanted) or label == wanted


def _shown(labels: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in labels.items() if not undecided(value)}


def _restart(thing: Thing, allowed: tuple[str, ...]) -> Iterator[Finding]:
    """https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy.

    Where none is given it is Always.
    """
    place = place_of(thing)
    pod = section(thing.value, *place)
    policy = pod.get("restartPolicy", "Always")
    if pod and policy in ("Always", "Never", "OnFailure") and policy not in allowed:
        said = f"the pods of a {thing.kind} cannot have {policy}"
        yield (*place, "restartPolicy"), f"{said}. For example: restartPolicy: {allowed[0]}"


def _strategy(strategy: Mapping[str, Any]) -> Iterator[Finding]:
    """https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy."""
    rolling, path = section(strategy, "rollingUpdate"), ("spec", "strategy", "rollingUpdate")
    if strategy.get("type") == "Recreate" and "rollingUpdate" in strategy:
        yield path, "with Recreate there is none. For example: type: RollingUpdate"
    elif all(rolling.get(key) in (0, "0%") for key in ("maxSurge", "maxUnavailable")):
        yield (*path, "maxUnavailable"), "with maxSurge 0 it cannot be 0 too. For example: maxUnavailable: 1"
