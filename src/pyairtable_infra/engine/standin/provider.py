"""A provider that stands in for a real one: it computes what the offline engine computes, and keeps it in a file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

import grpc
from google.protobuf import empty_pb2
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import plugin_pb2, provider_pb2_grpc
from pulumi.runtime.proto import provider_pb2 as pb

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.computed import Computed, Subject, computed
from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.invokes import answer
from pyairtable_infra.engine.standin.check import problems
from pyairtable_infra.engine.standin.cloud import Cloud, Thing, key_of
from pyairtable_infra.engine.standin.guards import GUARDS, guarded
from pyairtable_infra.engine.standin.wire import differing, with_changes, with_outputs
from pyairtable_infra.engine.standin.writing import written
from pyairtable_infra.engine.urns import qualified_type
from pyairtable_infra.engine.values import plain, struct
from pyairtable_infra.plan.replacement import deletes_before_replacing, replaces

_KINDS = {
    (True, False): (pb.PropertyDiff.ADD, pb.PropertyDiff.ADD_REPLACE),
    (False, True): (pb.PropertyDiff.DELETE, pb.PropertyDiff.DELETE_REPLACE),
    (False, False): (pb.PropertyDiff.UPDATE, pb.PropertyDiff.UPDATE_REPLACE),
}
"""By whether there was nothing before, and is nothing now: the kinds of a change in place, and of a replacement."""


class StandIn(provider_pb2_grpc.ResourceProviderServicer):
    """One provider. What it makes exists in `cloud` afterwards.

    https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
    """

    def __init__(self, cloud: Cloud, assumptions: Assumptions) -> None:
        self._cloud = cloud
        self._assumptions = assumptions
        self._region = assumptions.default_region

    def Handshake(self, request: Any, context: Any) -> Any:
        return pb.ProviderHandshakeResponse(accept_secrets=True, accept_resources=True)

    def Attach(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo()

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return pb.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return _compared("", request)

    def Configure(self, request: Any, context: Any) -> Any:
        self._region = plain(request.args).get("region") or self._region
        return pb.ConfigureResponse(acceptSecrets=True, supportsPreview=True, acceptResources=True)

    def Check(self, request: Any, context: Any) -> Any:
        inputs = plain(request.news)
        self._made(request.urn, inputs, context)
        failures = [
            pb.CheckFailure(property=each.path, reason=each.message) for each in problems(_type(request.urn), inputs)
        ]
        return pb.CheckResponse(inputs=request.news, failures=failures)

    def Diff(self, request: Any, context: Any) -> Any:
        return _compared(_type(request.urn), request)

    def Create(self, request: Any, context: Any) -> Any:
        inputs = plain(request.properties)
        made = self._made(request.urn, inputs, context, generation=self._cloud.births(request.urn))
        if request.preview:
            return pb.CreateResponse(properties=_whole(request.properties, made, made.unknown_around(inputs)))
        thing = Thing(_type(request.urn), made.id, request.urn, inputs, made.outputs)
        if not self._cloud.add(thing):
            _refuse(context, f"AlreadyExistsException: {thing.type} {thing.key} exists already")
        return pb.CreateResponse(id=made.id, properties=_whole(request.properties, made))

    def Update(self, request: Any, context: Any) -> Any:
        inputs = plain(request.news)
        latest = max(self._cloud.births(request.urn) - 1, 0)
        made = self._made(request.urn, inputs, context, existing=request.id, generation=latest)
        if not request.preview:
            thing = self._existing(request.urn, request.id, request.olds)
            if thing:
                present = written(thing, plain(request.old_inputs), inputs)
                self._cloud.change(replace(thing, inputs=present, outputs=made.outputs))
            elif self._cloud.births(request.urn):
                _refuse(context, f"NotFoundException: there is no {_type(request.urn)} {request.id}")
            else:  # imported: what nobody made here is taken to exist, as Read takes it
                self._cloud.add(Thing(_type(request.urn), made.id, request.urn, inputs, made.outputs))
        return pb.UpdateResponse(properties=_whole(request.news, made))

    def Delete(self, request: Any, context: Any) -> Any:
        type_, thing = _type(request.urn), self._existing(request.urn, request.id, request.properties)
        if thing and guarded(thing):
            _refuse(context, f"OperationNotPermitted: {request.id} cannot be deleted while {GUARDS[type_]} is on")
        self._cloud.remove(type_, key_of(type_, request.id, plain(request.properties)))
        return empty_pb2.Empty()

    def Read(self, request: Any, context: Any) -> Any:
        thing = self._existing(request.urn, request.id, request.properties)
        if thing is None and self._cloud.births(request.urn):
            return pb.ReadResponse()
        if thing is None:
            given = request.properties if request.properties.fields else request.inputs
            made = self._made(request.urn, plain(given), context, existing=request.id)
            return pb.ReadResponse(id=request.id, properties=_whole(given, made), inputs=request.inputs)
        inputs = with_changes(request.inputs, thing.inputs)
        made = self._made(request.urn, thing.inputs, context, existing=thing.id)
        return pb.ReadResponse(id=thing.id, properties=_whole(inputs, made, thing.outputs), inputs=inputs)

    def Invoke(self, request: Any, context: Any) -> Any:
        args = plain(request.args)
        response = pb.InvokeResponse()
        try:
            values = answer(request.tok, args, args.get("region") or self._region, self._assumptions).values
        except EngineError as error:
            _refuse(context, str(error))
        getattr(response, "return").CopyFrom(struct(values))
        return response

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def _existing(self, urn: str, id_: str, known: Struct) -> Thing | None:
        """What exists of a resource that the engine knows by its id and, if any, its outputs."""
        outputs = plain(known)
        return self._cloud.find(_type(urn), id_, key_of(_type(urn), id_, outputs) if outputs else "")

    def _made(
        self, urn: str, inputs: Mapping[str, Any], context: Any, *, existing: str = "", generation: int = 0
    ) -> Computed:
        type_ = _type(urn)
        region = str(inputs.get("region") or self._region)
        subject = Subject(urn, type_, inputs, region, self._assumptions.account_id, existing, generation)
        try:
            return computed(type_, subject)
        except EngineError as error:
            _refuse(context, str(error))


def _type(urn: str) -> str:
    return qualified_type(urn).rsplit("$", 1)[-1]


def _refuse(context: grpc.ServicerContext, message: str) -> NoReturn:
    context.abort(grpc.StatusCode.UNKNOWN, message)


def _whole(inputs: Struct, made: Computed, outputs: Mapping[str, Any] | None = None) -> Struct:
    """The properties of a resource: what was given and what was computed, or `outputs` in the place of that."""
    return with_outputs(inputs, made.outputs if outputs is None else outputs, nested=made.nested)


def _leads_to(path: str, below: str) -> bool:
    """Whether `below` is the property at `path`, or lies in it."""
    return below == path or below.startswith((f"{path}.", f"{path}["))


def _compared(type_: str, request: Any) -> pb.DiffResponse:
    """What changes, property by property, and what the cloud cannot change in place."""
    detailed, replacing = {}, []
    for path, before, after in differing(request.old_inputs, request.news):
        if any(_leads_to(ignored, path) for ignored in request.ignoreChanges):
            continue
        must = replaces(type_, path, before, after)
        detailed[path] = pb.PropertyDiff(kind=_KINDS[before is None, after is None][must], inputDiff=True)
        replacing += [path] if must else []
    old, new = plain(request.old_inputs), plain(request.news)
    return pb.DiffResponse(
        changes=pb.DiffResponse.DIFF_SOME if detailed else pb.DiffResponse.DIFF_NONE,
        diffs=list(detailed),
        replaces=replacing,
        deleteBeforeReplace=bool(replacing) and deletes_before_replacing(type_, old, new),
        detailedDiff=detailed,
        hasDetailedDiff=True,
    )
