"""Services, autoscalers, disruption budgets and ingresses."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.standin.kubernetes.rules.inside import (
    Finding,
    Thing,
    entries,
    number,
    opened,
    repeated,
    section,
    text,
)
from pyairtable_infra.engine.standin.kubernetes.words import shown

Spec = Mapping[str, Any]


def findings(thing: Thing) -> Iterator[Finding]:
    """What is wrong between the fields of such an object."""
    check = _BY_TYPE.get(thing.type)
    if check is not None:
        yield from check(section(thing.value, "spec"))


def _service(spec: Spec) -> Iterator[Finding]:
    """https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services."""
    external, headless = spec.get("type") == "ExternalName", spec.get("clusterIP") == "None"
    if external and "externalName" not in spec:
        yield ("spec", "externalName"), "this field is missing. For example: externalName: db.example.com"
    if "ports" not in spec and not external and not headless and spec:
        yield ("spec", "ports"), "this field is missing. For example: ports: [{port: 80, targetPort: 8080}]"
    ports = entries(spec, "ports")
    for index, port in ports:
        if len(ports) > 1 and "name" not in port:
            yield ("spec", "ports", index, "name"), "with several ports each needs a name. For example: name: http"
    for index, name in repeated(text(port, "name") for _, port in ports):
        said = f"there is another port of the name {shown(name)}"
        yield ("spec", "ports", index, "name"), f"{said}. For example: {name}-2"
    for index, (known, protocol) in repeated(opened(port, "port") for _, port in ports):
        said = f"the service has port {known} for {protocol} already"
        yield ("spec", "ports", index, "port"), f"{said}. For example: {known + 1}"


def _autoscaler(spec: Spec) -> Iterator[Finding]:
    """https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/."""
    least, most = number(spec, "minReplicas"), number(spec, "maxReplicas")
    if least is not None and most is not None and least > most:
        yield ("spec", "maxReplicas"), f"{most} is less than minReplicas, which is {least}. For example: {least}"
    for index, metric in entries(spec, "metrics"):
        kind = text(metric, "type")
        source = _SOURCES.get(kind or "")
        if source and source not in metric:
            said = f"a metric of type {kind} needs it"
            yield ("spec", "metrics", index, source), f"{said}. For example: {source}: {_EXAMPLES[source]}"


_SOURCES: Mapping[str, str] = {
    "ContainerResource": "containerResource",
    "External": "external",
    "Object": "object",
    "Pods": "pods",
    "Resource": "resource",
}
_USED = "{type: Utilization, averageUtilization: 60}"
_AVERAGE = "{metric: {name: requests}, target: {type: AverageValue, averageValue: 100}}"
_EXAMPLES: Mapping[str, str] = {
    "containerResource": f"{{name: cpu, container: shop, target: {_USED}}}",
    "external": _AVERAGE,
    "object": (
        "{metric: {name: requests}, describedObject: {kind: Service, name: shop}, target: {type: Value, value: 100}}"
    ),
    "pods": _AVERAGE,
    "resource": f"{{name: cpu, target: {_USED}}}",
}


def _budget(spec: Spec) -> Iterator[Finding]:
    """https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget."""
    if "minAvailable" in spec and "maxUnavailable" in spec:
        yield ("spec", "maxUnavailable"), "it cannot stand beside minAvailable. For example: leave it out"


def _ingress(spec: Spec) -> Iterator[Finding]:
    """https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types."""
    for index, rule in entries(spec, "rules"):
        for position, each in entries(section(rule, "http"), "paths"):
            path = text(each, "path")
            place = ("spec", "rules", index, "http", "paths", position, "path")
            if each.get("pathType") in ("Exact", "Prefix") and "path" not in each:
                yield place, f"a path of type {each['pathType']} needs it. For example: path: /"
            elif each.get("pathType") in ("Exact", "Prefix") and path is not None and not path.startswith("/"):
                yield place, f"{shown(path)} does not begin with a slash. For example: /{path}"


_BY_TYPE: Mapping[str, Callable[[Spec], Iterator[Finding]]] = {
    "Service": _service,
    "autoscaling/HorizontalPodAutoscaler": _autoscaler,
    "networking.k8s.io/Ingress": _ingress,
    "policy/PodDisruptionBudget": _budget,
}
