"""Pods, wherever a kind holds them.

https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.standin.kubernetes.quantities import quantity
from pyairtable_infra.engine.standin.kubernetes.rules.inside import (
    Finding,
    Thing,
    entries,
    known,
    opened,
    repeated,
    section,
    text,
)
from pyairtable_infra.engine.standin.kubernetes.words import listed, shown
from pyairtable_infra.profile.paths import Path

_TEMPLATE = ("spec", "template", "spec")
_PLACES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("apps/DaemonSet", "apps/Deployment", "apps/ReplicaSet", "apps/StatefulSet"), _TEMPLATE),
    **dict.fromkeys(("argoproj.io/Rollout", "batch/Job", "ReplicationController"), _TEMPLATE),
    "batch/CronJob": ("spec", "jobTemplate", *_TEMPLATE),
    "keda.sh/ScaledJob": ("spec", "jobTargetRef", "template", "spec"),
    "Pod": ("spec",),
    "PodTemplate": ("template", "spec"),
}
_CONTAINERS = ("containers", "initContainers", "ephemeralContainers")


def place_of(thing: Thing) -> tuple[str, ...]:
    """Where the pod stands in an object; empty where there is none."""
    return _PLACES.get(thing.type, ())


def findings(thing: Thing) -> Iterator[Finding]:
    """What is wrong with the pod of an object."""
    place = place_of(thing)
    if not place:
        return
    pod = section(thing.value, *place)
    yield from _twice(place, pod, ("volumes",), "volume")
    yield from _twice(place, pod, _CONTAINERS, "container")
    mountable = _mountable(thing, pod)
    for key in _CONTAINERS:
        for index, container in entries(pod, key):
            path: Path = (*place, key, index)
            yield from _lists(path, container)
            yield from _mounts(path, container, mountable)
            yield from _resources(path, container)


def _twice(place: Path, owner: Mapping[str, Any], keys: tuple[str, ...], what: str) -> Iterator[Finding]:
    """Two of the same name in a list, or in lists that count as one."""
    named = [(key, index, text(each, "name")) for key in keys for index, each in entries(owner, key)]
    for position, name in repeated(name for _, _, name in named):
        key, index, _ = named[position]
        said = f"there is another {what} of the name {shown(name)}"
        yield (*place, key, index, "name"), f"{said}. For example: {name}{'_' if key == 'env' else '-'}2"


def _lists(path: Path, container: Mapping[str, Any]) -> Iterator[Finding]:
    """Whatever is found by a key must have one of its own.

    https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
    """
    yield from _twice(path, container, ("ports",), "port")
    yield from _twice(path, container, ("env",), "variable")
    for index, (port, protocol) in repeated(opened(each, "containerPort") for _, each in entries(container, "ports")):
        said = f"the container opens port {port} for {protocol} already"
        yield (*path, "ports", index, "containerPort"), f"{said}. For example: {port + 1}"
    for index, mounted in repeated(text(each, "mountPath") for _, each in entries(container, "volumeMounts")):
        said = f"another volume is mounted at {mounted}"
        yield (*path, "volumeMounts", index, "mountPath"), f"{said}. For example: {mounted}-2"


def _mountable(thing: Thing, pod: Mapping[str, Any]) -> list[str] | None:
    """The volumes that there are, also those that a stateful set makes from templates; None if not all are known."""
    spec = section(thing.value, "spec")
    templates = [section(each, "metadata") for _, each in entries(spec, "volumeClaimTemplates")]
    names = [text(each, "name") for each in (*(volume for _, volume in entries(pod, "volumes")), *templates)]
    whole = known(pod, "volumes") and known(spec, "volumeClaimTemplates")
    return [name for name in names if name] if whole and all(names) else None


def _mounts(path: Path, container: Mapping[str, Any], mountable: list[str] | None) -> Iterator[Finding]:
    """https://kubernetes.io/docs/concepts/storage/volumes/#how-volumes-work."""
    for index, mount in entries(container, "volumeMounts"):
        name = text(mount, "name")
        if mountable is not None and name and name not in mountable:
            there = f"there is: {listed(sorted(mountable))}" if mountable else "there is none"
            example = min(mountable, default=f"volumes: [{{name: {name}, emptyDir: {{}}}}]")
            said = f"the pod has no volume {shown(name)}; {there}"
            yield (*path, "volumeMounts", index, "name"), f"{said}. For example: {example}"


def _resources(path: Path, container: Mapping[str, Any]) -> Iterator[Finding]:
    """https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits."""
    limits = section(container, "resources", "limits")
    for name, wanted in section(container, "resources", "requests").items():
        request, limit = quantity(wanted), quantity(limits.get(name))
        if request is not None and limit is not None and request > limit:
            said = f"{shown(wanted)} is more than the limit of {shown(limits[name])}"
            yield (*path, "resources", "requests", name), f"{said}. For example: {limits[name]}"
