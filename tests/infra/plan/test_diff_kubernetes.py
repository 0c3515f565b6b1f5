"""What changes between two plans of objects of a cluster: there a path leads deeper than the first property."""

from dataclasses import replace
from typing import Any

import pytest

from pyairtable_infra.plan.diff import LATER, PlanDiff, PropertyChange, diff
from pyairtable_infra.plan.model import Resource
from tests.infra.plan.making import plan, resource, urn

CONFIG, DEPLOYMENT, SERVICE = (
    "kubernetes:core/v1:ConfigMap",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:core/v1:Service",
)


def _deployment(image: str = "shop:1", app: str = "shop", **options: Any) -> Resource:
    labels = {"app.kubernetes.io/name": app}
    pod = {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "shop", "image": image}]}}
    return resource(
        DEPLOYMENT,
        "shop",
        inputs={"metadata": {"name": "shop"}, "spec": {"selector": {"matchLabels": labels}, "template": pod}},
        **options,
    )


def _paths(found: PlanDiff) -> list[str]:
    changes = (*found.changed, *found.replaced)
    return [each.path for change in changes for each in change.properties]


def test_another_image_is_a_change_and_another_selector_a_replacement() -> None:
    changed = diff(plan(_deployment()), plan(_deployment(image="shop:2")))
    replaced = diff(plan(_deployment()), plan(_deployment(app="store")))
    assert _paths(changed) == ["spec.template.spec.containers[0].image"]
    assert not changed.replaced
    assert [change.replaced_by for change in replaced.replaced] == [("spec.selector",)]


@pytest.mark.parametrize(
    "ignored",
    ["spec", "spec.template.spec.containers[0].image", "spec.template.spec.containers[*].image", "spec.template"],
)
def test_a_path_inside_of_a_property_can_be_ignored(ignored: str) -> None:
    new = _deployment(image="shop:2", ignore_changes=(ignored,))
    assert diff(plan(_deployment()), plan(new)).empty


@pytest.mark.parametrize("ignored", ["metadata", "spec.template.spec.containers[1].image", "spec.template.spec.images"])
def test_what_is_not_ignored_is_told(ignored: str) -> None:
    new = _deployment(image="shop:2", ignore_changes=(ignored,))
    assert _paths(diff(plan(_deployment()), plan(new))) == ["spec.template.spec.containers[0].image"]


@pytest.mark.parametrize("wanted", ["*", "spec", "spec.template.spec.containers[0].image"])
def test_a_program_may_want_a_replacement_for_a_path(wanted: str) -> None:
    (change,) = diff(plan(_deployment()), plan(_deployment(image="shop:2", replace_on_changes=(wanted,)))).replaced
    assert change.replaced_by == (wanted,)


def test_a_program_may_want_a_replacement_for_another_path() -> None:
    new = _deployment(image="shop:2", replace_on_changes=("spec.replicas",))
    assert not diff(plan(_deployment()), plan(new)).replaced


def _reader(config: Resource) -> Resource:
    """A deployment that names a config map which Pulumi named."""
    name = config.outputs["metadata"]["name"]
    volume = {"name": "config", "configMap": {"name": name}}
    return resource(
        DEPLOYMENT,
        "reader",
        inputs={"spec": {"replicas": 1, "template": {"spec": {"volumes": [volume]}}}},
        property_dependencies={"spec": (config.urn,)},
    )


def _config(mode: str, name: str = "config", **options: Any) -> Resource:
    head = {"name": f"{name}-0a1b2c3d", "uid": f"uid-of-{name}"}
    outputs = {"metadata": head, "data": {"MODE": mode}}
    values = {"inputs": {"data": {"MODE": mode}}, "outputs": outputs, "id": f"default/{head['name']}"}
    return resource(CONFIG, name, **{**values, **options})


def test_a_name_from_a_replaced_object_is_known_later() -> None:
    old, new = _config("test"), _config("live")
    found = diff(plan(old, _reader(old)), plan(new, _reader(new)))
    assert [change.replaced_by for change in found.replaced] == [("data",)]
    (change,) = found.changed
    assert change.properties == (
        PropertyChange("spec.template.spec.volumes[0].configMap.name", "config-0a1b2c3d", LATER),
    )


def test_a_name_that_the_program_gave_is_not() -> None:
    given = {"metadata": {"name": "config-0a1b2c3d"}, "data": {"MODE": "test"}}
    old = _config("test", inputs=given)
    new = replace(old, inputs={**old.inputs, "data": {"MODE": "live"}})
    found = diff(plan(old, _reader(old)), plan(new, _reader(new)))
    assert len(found.replaced) == 1
    assert not found.changed


def test_a_moved_object_takes_its_made_up_name_with_it() -> None:
    old = _config("test", "former")
    new = _config("test", "config", aliases=(urn(CONFIG, "former"),))
    found = diff(plan(old, _reader(old)), plan(new, _reader(new)))
    assert [change.after.name for change in found.moved] == ["config"]
    assert not found.changed
    assert not found.replaced


def test_the_name_that_pulumi_made_up_is_no_change() -> None:
    written = {"annotations": {"pulumi.com/autonamed": "true", "team": "shop"}, "name": "api-0a1b2c3d"}
    old = resource(SERVICE, "api", inputs={"metadata": written, "spec": {}})
    new = resource(SERVICE, "api", inputs={"metadata": {"annotations": {"team": "shop"}}, "spec": {}})
    assert diff(plan(old), plan(new)).empty


def test_a_name_in_place_of_a_made_up_one_replaces() -> None:
    written = {"annotations": {"pulumi.com/autonamed": "true"}, "name": "api-0a1b2c3d"}
    old = resource(SERVICE, "api", inputs={"metadata": written})
    new = resource(SERVICE, "api", inputs={"metadata": {"name": "api"}})
    (change,) = diff(plan(old), plan(new)).replaced
    assert change.replaced_by == ("metadata.name",)
