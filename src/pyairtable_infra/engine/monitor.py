"""A resource monitor in this process: it records what a program registers, and answers as the engine does."""

from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.proto import callback_pb2, resource_pb2

from pyairtable_infra.engine import transforms
from pyairtable_infra.engine.assets import Assets
from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.courtesies import Courtesies
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.invokes import answer
from pyairtable_infra.engine.outcomes import Outcomes, answer_to
from pyairtable_infra.engine.providers import PROVIDER, Providers, package_of
from pyairtable_infra.engine.registration import inherit, position_in, recorded
from pyairtable_infra.engine.stack_outputs import REFERENCE, outputs_of
from pyairtable_infra.engine.urns import alias_urns, urn
from pyairtable_infra.engine.values import plain, struct
from pyairtable_infra.plan.model import STACK, Plan, Resource

Request = resource_pb2.RegisterResourceRequest
Response = resource_pb2.RegisterResourceResponse


@dataclass
class PlanMonitor(Courtesies):
    """Records every registration of one run of a program.

    Args:
        project: The project's name.
        stack: The stack's name.
        root: The project's folder as a URI; source positions are relative to it.
        assets: Reads the files that inputs name.
        assumptions: What is taken for granted about the account.
        providers: Resolves the provider of each resource.
        outcomes: Makes up what AWS computes.
    """

    project: str
    stack: str
    root: str
    assets: Assets
    assumptions: Assumptions
    providers: Providers
    outcomes: Outcomes
    _resources: dict[str, Resource] = field(default_factory=dict)
    _component_outputs: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _component_providers: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _transforms: dict[str, list[callback_pb2.Callback]] = field(default_factory=dict)
    _stack_transforms: list[callback_pb2.Callback] = field(default_factory=list)
    _call_transforms: list[callback_pb2.Callback] = field(default_factory=list)
    _order: dict[str, int] = field(default_factory=dict)
    _notes: set[str] = field(default_factory=set)

    def plan(self) -> Plan:
        """What was registered, in the order in which the program made it."""
        resources = (
            replace(resource, outputs=self._component_outputs[resource.urn])
            if resource.urn in self._component_outputs
            else resource
            for resource in sorted(self._resources.values(), key=lambda one: (self._order.get(one.urn, 1), one.urn))
        )
        return Plan(tuple(resources), tuple(sorted(self._notes)))

    def RegisterResource(  # noqa: N802 - the name of the call
        self, request: Request
    ) -> Response | Coroutine[Any, Any, Response]:
        """Record a resource, and answer with what AWS would compute; later, where transforms change it first."""
        if request.remote:
            raise EngineError(
                f"{request.name}: {request.type} is built by another language's plugin, which a plan has not"
            )
        inherit(request, self._resources.get(request.parent))
        if request.custom and not request.provider:
            request.provider = self._component_providers.get(request.parent, {}).get(package_of(request.type), "")
        changes = self._transforms_of(request)
        return self._transformed(request, changes) if changes else self._register(request)

    async def _transformed(self, request: Request, changes: list[callback_pb2.Callback]) -> Response:
        await transforms.apply(request, changes)
        return self._register(request, whole=True)

    def _register(self, request: Request, *, whole: bool = False) -> Response:
        """Record what `request` asks for; answer with the inputs too if `whole`, except for a component."""
        own = self._new(request)
        inputs = plain(request.object, self.assets.complete)
        provider = self._provider(request, inputs)
        id_, outputs = self.outcomes.of(request, own, inputs, self._region(inputs, provider))
        secrets = request.additionalSecretOutputs
        whole = request.custom and (whole or self.outcomes.unknowns)
        answered = answer_to(request.object, inputs, outputs, secrets, whole=whole)
        self._resources[own] = recorded(
            request,
            urn=own,
            inputs=inputs,
            outputs={**outputs, **plain(answered)} if secrets else outputs,
            id_=id_,
            provider=provider,
            aliases=alias_urns(own, request.parent, request.aliases, self._aliases_of),
            root=self.root,
        )
        if request.transforms:
            self._transforms[own] = list(request.transforms)
        if not request.custom:
            inherited = self._component_providers.get(request.parent, {})
            self._component_providers[own] = {**inherited, **request.providers}
        return Response(urn=own, id=id_, object=answered)

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Record the outputs of a component or of the stack."""
        self._component_outputs[request.urn] = plain(request.outputs, self.assets.complete)
        return empty_pb2.Empty()

    def ReadResource(  # noqa: N802
        self, request: resource_pb2.ReadResourceRequest
    ) -> resource_pb2.ReadResourceResponse:
        """Record a resource that exists already; its computed values are filled in from its id."""
        own = self._new(request)
        inputs = plain(request.properties, self.assets.complete)
        provider = self._resolve(request.type, request)
        if request.type == REFERENCE:
            outputs = outputs_of(request.id, self.assumptions.stack_outputs)
            self._notes.add(f"stack {request.id}: its outputs are taken from a file")
        else:
            outputs = self.outcomes.existing(request, own, inputs, self._region(inputs, provider))
            self._notes.add(f"{request.name}: {request.type} {request.id} exists already; its values are made up")
        secrets = request.additionalSecretOutputs
        answered = answer_to(request.properties, inputs, outputs, secrets, whole=True)
        self._resources[own] = Resource(
            urn=own,
            type=request.type,
            custom=True,
            id=request.id,
            inputs=inputs,
            outputs=plain(answered),
            parent=request.parent,
            provider=provider,
            dependencies=tuple(sorted(request.dependencies)),
            additional_secret_outputs=tuple(secrets),
            external=True,
            source=position_in(request.sourcePosition, self.root),
        )
        return resource_pb2.ReadResourceResponse(urn=own, id=request.id, properties=answered)

    def Invoke(  # noqa: N802
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> resource_pb2.ResourceInvokeResponse:
        """Answer a lookup from the assumptions, or refuse it by name; not before that which it depends on exists."""
        if self._call_transforms:
            transforms.apply_to_call(request, self._call_transforms)
        if any(self._is_awaited(urn) for urn in request.dependsOn):
            return resource_pb2.ResourceInvokeResponse(unknown=True)
        args = plain(request.args)
        if request.tok == "pulumi:pulumi:getResource":
            values = self._found(args["urn"])
        else:
            provider = self._resolve(request.tok, request)
            reply = answer(request.tok, args, self._region(args, provider), self.assumptions)
            values = reply.values
            if reply.note:
                self._notes.add(reply.note)
        response = resource_pb2.ResourceInvokeResponse()
        getattr(response, "return").CopyFrom(struct(values))
        return response

    def RegisterStackTransform(self, callback: callback_pb2.Callback) -> empty_pb2.Empty:  # noqa: N802
        """Remember a transform of every later resource."""
        self._stack_transforms.append(callback)
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(self, callback: callback_pb2.Callback) -> empty_pb2.Empty:  # noqa: N802
        """Remember a transform of every later call."""
        self._call_transforms.append(callback)
        return empty_pb2.Empty()

    def _new(self, request: Request | resource_pb2.ReadResourceRequest) -> str:
        """The URN of a new resource."""
        own = urn(self.stack, self.project, request.parent, request.type, request.name)
        if own in self._resources:
            raise EngineError(f"there are two resources {own}. Give one another name")
        self._order[own] = request.sourcePosition.column if request.type != STACK else 0
        return own

    def _is_awaited(self, urn: str) -> bool:
        """Whether a resource is still to be created, which is so in a preview only."""
        resource = self._resources.get(urn)
        return resource is not None and resource.custom and not resource.id

    def _aliases_of(self, urn: str) -> tuple[str, ...]:
        resource = self._resources.get(urn)
        return resource.aliases if resource else ()

    def _transforms_of(self, request: Request) -> list[callback_pb2.Callback]:
        """Its own transforms, then those of its ancestors from the nearest on, then the stack's."""
        if not (request.transforms or self._transforms or self._stack_transforms):
            return []
        found = list(request.transforms)
        above = request.parent
        while above:
            found += self._transforms.get(above, ())
            parent = self._resources.get(above)
            above = parent.parent if parent else ""
        return found + self._stack_transforms

    def _provider(self, request: Request, inputs: dict[str, Any]) -> str:
        if not request.custom:
            return ""
        if request.type.startswith(PROVIDER):
            self.providers.declare(inputs, request.version)
            return ""
        return self._resolve(request.type, request)

    def _resolve(
        self, token: str, request: Request | resource_pb2.ReadResourceRequest | resource_pb2.ResourceInvokeRequest
    ) -> str:
        return self.providers.resolve(
            token, request.provider, request.version, request.pluginDownloadURL, self._default_provider
        )

    def _default_provider(self, resource: Resource) -> None:
        self._resources[resource.urn] = resource

    def _region(self, values: Mapping[str, Any], provider: str) -> str:
        """The region that a resource or call names, or that of its provider."""
        return str(values.get("region") or self.providers.region(provider, self._resources))

    def _found(self, urn: str) -> Mapping[str, Any]:
        """A resource that a reference names."""
        found = self._resources.get(urn)
        if found is None:
            raise EngineError(f"{urn} is read before it is registered. Register it first")
        outputs = self._component_outputs.get(urn, found.outputs)
        return {"urn": urn, "id": found.id, "provider": found.provider, "state": outputs}
