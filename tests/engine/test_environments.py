"""The three environments under the real engine: the state after `up` is what the offline plan says.

What a state does not hold is compared in the engine's log of its calls: options as the program sends them, and the
inputs that reach the provider.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.engine.run import run
from pyairtable_infra.plan.agreement import Comparable, differences, of_plan, of_state
from pyairtable_infra.plan.model import Plan, Resource
from pyairtable_infra.profile.loader import load
from tests.conftest import PROJECT, ROOT, environment_plan
from tests.engine import options, received, requests
from tests.engine.grpc_log import Log
from tests.engine.workspace import Workspace

ENVIRONMENTS = ("dev", "staging", "prod")
UP = ("up", "--yes", "--skip-preview")


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def deployed(request: pytest.FixtureRequest, workspace: Workspace) -> str:
    """An environment after its first `pulumi up`."""
    environment: str = request.param
    workspace.pulumi("stack", "init", environment)
    workspace.pulumi(*UP, "--stack", environment, log=_log(workspace, environment).path)
    return environment


def _log(workspace: Workspace, environment: str) -> Log:
    return Log(workspace.folder.parent / f"{environment}.log")


def test_the_state_after_up_is_the_offline_plan(deployed: str, workspace: Workspace) -> None:
    plan = environment_plan(deployed)
    assert differences(of_state(workspace.state(deployed)), of_plan(plan)) == []


def test_a_second_up_changes_nothing(deployed: str, workspace: Workspace) -> None:
    workspace.pulumi(*UP, "--stack", deployed, "--expect-no-changes")


def test_the_program_asks_the_engine_and_our_monitor_for_the_same(deployed: str, workspace: Workspace) -> None:
    profile = load(deployed, ROOT)
    with requests.listening() as heard:
        run(lambda: deploy(profile), project=PROJECT, stack_name=deployed, root=ROOT)
    assert differences(requests.asked(_log(workspace, deployed)), heard()) == []


def test_the_plan_keeps_the_options_that_were_sent(deployed: str, workspace: Workspace) -> None:
    sent = _log(workspace, deployed).registrations()
    assert differences(options.of_requests(sent), options.of_plan(environment_plan(deployed), sent)) == []


def test_the_provider_receives_the_inputs_of_the_plan(deployed: str, workspace: Workspace) -> None:
    found = received.received(_log(workspace, deployed))
    assert differences(found, received.sent(environment_plan(deployed))) == []


SERVICE = "aws:ecs/service:Service"
IN_A_STATE: dict[str, dict[str, Any]] = {
    "inputs.desiredCount": {"inputs": {"desiredCount": 99}},
    "outputs": {"outputs": {}},
    "parent": {"parent": ""},
    "provider": {"provider": ""},
    "dependencies": {"dependencies": ()},
    "propertyDependencies": {"property_dependencies": {}},
    "protect": {"protect": "the other way"},
    "retainOnDelete": {"retain_on_delete": "the other way"},
    "ignoreChanges": {"ignore_changes": ()},
    "importID": {"import_id": "there-already"},
    "deletedWith": {"deleted_with": "urn:of::another::one::x"},
    "replaceOnChanges": {"replace_on_changes": ("name",)},
    "additionalSecretOutputs": {"additional_secret_outputs": ("name",)},
    "customTimeouts": {"custom_timeouts": {"create": 60.0}},
    "hideDiff": {"hide_diffs": ("tags",)},
    "replaceWith": {"replace_with": ("urn:of::another::one::x",)},
    "replacementTrigger": {"replacement_trigger": "turn"},
    "resourceHooks": {"hooks": {"AfterCreate": ("greet",)}},
    "external": {"external": True},
    "only one has": {"urn": "urn:of::another::one::x"},
}
"""What is changed in a plan, by the words in which the difference is told."""

IN_THE_LOG: dict[str, dict[str, Any]] = {
    "deleteBeforeReplace": {"delete_before_replace": True},
    "aliases": {"aliases": ("urn:of::another::one::x",)},
    "importId": IN_A_STATE["importID"],
    "deletedWith": IN_A_STATE["deletedWith"],
    "protect": IN_A_STATE["protect"],
    "retainOnDelete": IN_A_STATE["retainOnDelete"],
    "ignoreChanges": IN_A_STATE["ignoreChanges"],
    "replaceOnChanges": IN_A_STATE["replaceOnChanges"],
    "additionalSecretOutputs": IN_A_STATE["additionalSecretOutputs"],
    "customTimeouts": IN_A_STATE["customTimeouts"],
    "hideDiffs": IN_A_STATE["hideDiff"],
    "replaceWith": IN_A_STATE["replaceWith"],
    "replacementTrigger": IN_A_STATE["replacementTrigger"],
    "hooks": IN_A_STATE["resourceHooks"],
    "only one has": IN_A_STATE["only one has"],
}

AT_THE_PROVIDER: dict[str, dict[str, Any]] = {
    "created.desiredCount": IN_A_STATE["inputs.desiredCount"],
    "checked.desiredCount": IN_A_STATE["inputs.desiredCount"],
    "timeout": IN_A_STATE["customTimeouts"],
    "only one has": IN_A_STATE["only one has"],
}


Said = Callable[[Plan], Comparable]


def test_a_change_of_the_plan_in_every_field_is_noticed(deployed: str, workspace: Workspace) -> None:
    log = _log(workspace, deployed)
    sent = log.registrations()
    service = next(one for one in environment_plan(deployed).resources if one.type == SERVICE)
    state, in_log, at_provider = (
        {service.urn: found[service.urn]}
        for found in (of_state(workspace.state(deployed)), options.of_requests(sent), received.received(log))
    )
    sources: list[tuple[Comparable, Said, dict[str, dict[str, Any]]]] = [
        (state, of_plan, IN_A_STATE),
        (in_log, lambda plan: options.of_plan(plan, sent), IN_THE_LOG),
        (at_provider, received.sent, AT_THE_PROVIDER),
    ]
    for found, said, mutations in sources:
        assert differences(found, said(Plan((service,)))) == []
        for word, change in mutations.items():
            lines = differences(found, said(Plan((_changed(service, change),))))
            assert any(word in line for line in lines), word


def _changed(resource: Resource, change: dict[str, Any]) -> Resource:
    """`resource` with other values; a flag is turned the other way, an input is set."""
    values: dict[str, Any] = dict(change)
    for key, value in change.items():
        if value == "the other way":
            values[key] = not getattr(resource, key)
        elif key == "inputs":
            values[key] = {**resource.inputs, **value}
    return replace(resource, **values)


def test_a_change_of_a_request_in_every_field_is_noticed(deployed: str, workspace: Workspace) -> None:
    asked = requests.asked(_log(workspace, deployed))
    fields: dict[str, str] = {}
    for subject, several in asked.items():
        fields |= dict.fromkeys(several["0"], subject)
    assert {"aliases", "ignoreChanges", "providers", "propertyDependencies", "version"} <= fields.keys()
    for field, subject in fields.items():
        without = {"0": {key: value for key, value in asked[subject]["0"].items() if key != field}}
        assert differences(asked, {**asked, subject: {**asked[subject], **without}}), field
