"""A resource monitor in this process: it records what a program registers, and answers as the engine does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from google.protobuf import empty_pb2
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import callback_pb2, resource_pb2

from pyairtable_infra.engine import transforms
from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.computed import Subject, computed
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.invokes import answer
from pyairtable_infra.engine.providers import PROVIDER, Providers
from pyairtable_infra.engine.registration import recorded
from pyairtable_infra.engine.urns import alias_urns, urn
from pyairtable_infra.engine.values import plain, struct
from pyairtable_infra.plan.model import SIGNATURE, STACK, UNKNOWN, Plan, Resource

FEATURES = (
    resource_pb2.RESOURCE_MONITOR_FEATURE_SECRETS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    resource_pb2.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
    resource_pb2.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
)


@dataclass
class PlanMonitor:
    """Records every registration of one run of a program.

    Args:
        project: The project's name.
        stack: The stack's name.
        root: The project's folder as a URI; source positions are relative to it.
        assumptions: What is taken for granted about the account.
        providers: Resolves the provider of each resource.
        unknowns: Leave computed values unknown, as a preview does, instead of filling them in.
    """

    project: str
    stack: str
    root: str
    assumptions: Assumptions
    providers: Providers
    unknowns: bool = False
    _resources: dict[str, Resource] = field(default_factory=dict)
    _component_outputs: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _own_transforms: dict[str, list[callback_pb2.Callback]] = field(default_factory=dict)
    _notes: dict[str, None] = field(default_factory=dict)

    def plan(self) -> Plan:
        """What was registered, in the order of registration."""
        from dataclasses import replace  # noqa: PLC0415 - only here

        resources = (
            replace(resource, outputs=self._component_outputs[resource.urn])
            if resource.urn in self._component_outputs
            else resource
            for resource in self._resources.values()
        )
        return Plan(tuple(resources), tuple(self._notes))

    def RegisterResource(  # noqa: N802 - the name of the call
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Record a resource, and answer with what AWS would compute."""
        if request.remote:
            raise EngineError(
                f"{request.name}: {request.type} is built by another language's plugin, which a plan has not"
            )
        self._own_transforms[f"{request.parent}|{request.type}|{request.name}"] = list(request.transforms)
        transformed = transforms.apply(request, self._transforms_of(request))
        own = urn(self.stack, self.project, request.parent, request.type, request.name)
        if own in self._resources:
            raise EngineError(f"there are two resources {own}. Give one another name")
        self._own_transforms[own] = self._own_transforms.pop(f"{request.parent}|{request.type}|{request.name}")
        parent = self._resources.get(request.parent)
        inputs = plain(request.object)
        provider = self._provider(request, inputs)
        id_, outputs = self._outcome(request, own, inputs, provider)
        aliases = alias_urns(own, request.parent, request.aliases, parent.aliases if parent else ())
        self._resources[own] = recorded(
            request,
            urn=own,
            inputs=inputs,
            outputs=outputs,
            id_=id_,
            provider=provider,
            aliases=aliases,
            parent=parent,
            root=self.root,
        )
        return resource_pb2.RegisterResourceResponse(
            urn=own, id=id_, object=self._answered(request, inputs, outputs, whole=transformed)
        )

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Record the outputs of a component or of the stack."""
        self._component_outputs[request.urn] = plain(request.outputs)
        return empty_pb2.Empty()

    def ReadResource(  # noqa: N802
        self, request: resource_pb2.ReadResourceRequest
    ) -> resource_pb2.ReadResourceResponse:
        """Record a resource that exists already; its computed values are filled in from its id."""
        own = urn(self.stack, self.project, request.parent, request.type, request.name)
        if own in self._resources:
            raise EngineError(f"there are two resources {own}. Give one another name")
        inputs = plain(request.properties)
        if request.type == "pulumi:pulumi:StackReference":
            provider, outputs = "", self._stack_outputs(request.id)
        else:
            provider = self.providers.resolve(request.type, request.provider, request.version, self._default_provider)
            subject = self._subject(own, request.type, inputs, provider, existing=request.id)
            outputs = {**inputs, **computed(request.type, subject).outputs}
            self._note(f"{request.name}: {request.type} {request.id} exists already; its values are made up")
        self._resources[own] = Resource(
            urn=own,
            type=request.type,
            custom=True,
            id=request.id,
            outputs=outputs,
            parent=request.parent,
            provider=provider,
            dependencies=tuple(sorted(request.dependencies)),
            external=True,
        )
        return resource_pb2.ReadResourceResponse(urn=own, id=request.id, properties=struct(outputs))

    def Invoke(  # noqa: N802
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> resource_pb2.ResourceInvokeResponse:
        """Answer a lookup from the assumptions, or refuse it by name."""
        args = plain(request.args)
        if request.tok == "pulumi:pulumi:getResource":
            found = self._resources.get(args["urn"])
            if found is None:
                raise EngineError(f"{args['urn']} is read before it is registered. Register it first")
            values: Mapping[str, Any] = {"urn": found.urn, "id": found.id, "state": found.outputs}
        else:
            provider = self.providers.resolve(request.tok, request.provider, request.version, self._default_provider)
            region = args.get("region") or self.providers.region(provider, self._resources)
            reply = answer(request.tok, args, region, self.assumptions)
            values = reply.values
            if reply.note:
                self._note(reply.note)
        response = resource_pb2.ResourceInvokeResponse()
        getattr(response, "return").CopyFrom(struct(values))
        return response

    def GetDeploymentInfo(self, _: empty_pb2.Empty) -> resource_pb2.DeploymentInfo:  # noqa: N802
        """What this monitor can do."""
        return resource_pb2.DeploymentInfo(supportedFeatures=FEATURES)

    def RegisterStackTransform(self, callback: callback_pb2.Callback) -> empty_pb2.Empty:  # noqa: N802
        """Remember a transform of every later resource."""
        self._own_transforms.setdefault("", []).append(callback)
        return empty_pb2.Empty()

    def RegisterPackage(  # noqa: N802
        self, request: resource_pb2.RegisterPackageRequest
    ) -> resource_pb2.RegisterPackageResponse:
        """Take a parameterized package; resources name it by the answer."""
        return resource_pb2.RegisterPackageResponse(ref=f"{request.name}@{request.version}")

    def RegisterResourceHook(self, _: Any) -> empty_pb2.Empty:  # noqa: N802
        """A hook runs in a deployment only."""
        return empty_pb2.Empty()

    def SignalAndWaitForShutdown(self, _: empty_pb2.Empty) -> empty_pb2.Empty:  # noqa: N802
        """The program has ended."""
        return empty_pb2.Empty()

    def _note(self, text: str) -> None:
        self._notes[text] = None

    def _transforms_of(self, request: resource_pb2.RegisterResourceRequest) -> list[callback_pb2.Callback]:
        """Its own transforms, then those of its ancestors from the nearest on, then the stack's."""
        found = list(request.transforms)
        above = request.parent
        while above:
            found += self._own_transforms.get(above, ())
            parent = self._resources.get(above)
            above = parent.parent if parent else ""
        return found + (self._own_transforms.get("", []) if request.type != STACK else [])

    def _provider(self, request: resource_pb2.RegisterResourceRequest, inputs: dict[str, Any]) -> str:
        if not request.custom:
            return ""
        if request.type.startswith(PROVIDER):
            self.providers.declare(inputs, request.version)
            return ""
        return self.providers.resolve(request.type, request.provider, request.version, self._default_provider)

    def _default_provider(self, resource: Resource) -> None:
        self._resources.setdefault(resource.urn, resource)

    def _subject(self, own: str, type_: str, inputs: Mapping[str, Any], provider: str, existing: str = "") -> Subject:
        return Subject(
            urn=own,
            type=type_,
            inputs=inputs,
            region=str(inputs.get("region") or self.providers.region(provider, self._resources)),
            account=self.assumptions.account_id,
            existing=existing,
        )

    def _outcome(
        self, request: resource_pb2.RegisterResourceRequest, own: str, inputs: dict[str, Any], provider: str
    ) -> tuple[str, dict[str, Any]]:
        """The id of a resource and its outputs."""
        if not request.custom:
            return "", {}
        if request.type.startswith(PROVIDER):
            return self.providers.id(own), inputs
        made = computed(request.type, self._subject(own, request.type, inputs, provider, request.importId))
        if self.unknowns and not request.importId:
            return "", {**inputs, **dict.fromkeys(made.outputs.keys() - inputs.keys(), UNKNOWN)}
        outputs = {**made.outputs, **{key: value for key, value in inputs.items() if value is not None}}
        for name in request.additionalSecretOutputs:
            if name in outputs:
                outputs[name] = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270"}
        return made.id, outputs

    def _answered(
        self,
        request: resource_pb2.RegisterResourceRequest,
        inputs: Mapping[str, Any],
        outputs: Mapping[str, Any],
        *,
        whole: bool,
    ) -> Struct:
        """The answer's values: the computed ones, and the inputs too where the program does not know them already."""
        answered = struct({key: value for key, value in outputs.items() if key not in inputs})
        if whole or self.unknowns:
            answered.MergeFrom(request.object)
        return answered

    def _stack_outputs(self, name: str) -> dict[str, Any]:
        known = self.assumptions.stack_outputs.get(name)
        if known is None:
            raise EngineError(
                f"the outputs of stack {name} are not known offline. "
                f"For example: --stack-outputs {name}=outputs.json, written by `pulumi stack output --json`"
            )
        self._note(f"stack {name}: its outputs are taken from a file")
        return {"name": name, "outputs": dict(known), "secretOutputNames": []}
