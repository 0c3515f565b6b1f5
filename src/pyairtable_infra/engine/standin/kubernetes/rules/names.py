"""The names of objects.

https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.standin.kubernetes.refinements import LABEL, NEEDED, SUBDOMAIN, Schema
from pyairtable_infra.engine.standin.kubernetes.rules.inside import Finding, Thing, section, text
from pyairtable_infra.engine.standin.kubernetes.words import shown

_OLD_LABEL: Schema = {
    "pattern": "^[a-z]([-a-z0-9]*[a-z0-9])?$",
    "maxLength": 63,
    NEEDED: "lower-case letters, digits and hyphens are needed, with a letter at the start",
}
"""https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names"""

_SEGMENT: Schema = {"pattern": r"^(?!\.\.?$)[^/%]+$", "maxLength": 253, NEEDED: "a name without / and % is needed"}
"""https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update"""

_CRON_JOB: Schema = {**SUBDOMAIN, "maxLength": 52}
"""https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec"""

_RELEASE: Schema = {**SUBDOMAIN, "maxLength": 53}
"""https://github.com/helm/helm/blob/main/pkg/chart/v2/util/validate_name.go"""

_RELAXED = (1, 36)
"""Since then the name of a service may start with a digit: https://github.com/kubernetes/enhancements/issues/5311."""

_RBAC = "rbac.authorization.k8s.io/"
_OTHERS = frozenset(("certificates.k8s.io/ClusterTrustBundle", "networking.k8s.io/IPAddress"))
"""Their names have a form of their own."""


def findings(thing: Thing) -> Iterator[Finding]:
    """What is wrong with the name of an object."""
    form = _form(thing)
    name = text(section(thing.value, "metadata"), "name")
    if form is not None and name is not None:
        yield from _checked(("metadata", "name"), name, form)


def of_release(inputs: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with the name of a Helm release."""
    name = text(inputs, "name")
    if name is not None:
        yield from _checked(("name",), name, _RELEASE)


def _form(thing: Thing) -> Schema | None:
    if thing.type in _OTHERS:
        return None
    if thing.type.startswith(_RBAC):
        return _SEGMENT
    if thing.type == "Service":
        return LABEL if thing.version >= _RELAXED else _OLD_LABEL
    return {"Namespace": LABEL, "batch/CronJob": _CRON_JOB}.get(thing.type, SUBDOMAIN)


def _checked(path: tuple[str, ...], name: str, form: Schema) -> Iterator[Finding]:
    most = form["maxLength"]
    if not re.search(form["pattern"], name):
        yield path, f"{shown(name)} is wrong here: {form[NEEDED]}. For example: {_like(name, form)}"
    elif len(name) > most:
        said = f"{shown(name)} has {len(name)} characters: at most {most} are allowed"
        yield path, f"{said}. For example: {_like(name, form)}"


def _like(name: str, form: Schema) -> str:
    """A name of a form that is like another."""
    like = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    return like if len(like) <= form["maxLength"] and re.search(form["pattern"], like) else "shop"
