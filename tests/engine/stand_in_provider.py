"""A provider that stands in for AWS: it computes what the offline engine computes, and creates nothing."""

from collections.abc import Mapping
from typing import Any

from google.protobuf import empty_pb2
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import plugin_pb2, provider_pb2_grpc
from pulumi.runtime.proto import provider_pb2 as pb

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.computed import Computed, Subject, computed
from pyairtable_infra.engine.invokes import answer
from pyairtable_infra.engine.values import plain, struct
from pyairtable_infra.plan.model import UNKNOWN
from tests.engine.serving import serve

ASSUMED = Assumptions()


class StandIn(provider_pb2_grpc.ResourceProviderServicer):
    region = ASSUMED.default_region

    def Handshake(self, request: Any, context: Any) -> Any:
        return pb.ProviderHandshakeResponse(accept_secrets=True, accept_resources=True)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo()

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return pb.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return _compared(request.old_inputs, request.news)

    def Configure(self, request: Any, context: Any) -> Any:
        self.region = plain(request.args).get("region") or self.region
        return pb.ConfigureResponse(acceptSecrets=True, supportsPreview=True, acceptResources=True)

    def Check(self, request: Any, context: Any) -> Any:
        return pb.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: Any) -> Any:
        return _compared(request.old_inputs, request.news)

    def Create(self, request: Any, context: Any) -> Any:
        made = self._made(request.urn, request.properties)
        if request.preview:
            return pb.CreateResponse(properties=_with(dict.fromkeys(made.outputs, UNKNOWN), request.properties))
        return pb.CreateResponse(id=made.id, properties=_with(made.outputs, request.properties))

    def Update(self, request: Any, context: Any) -> Any:
        made = self._made(request.urn, request.news, request.id)
        return pb.UpdateResponse(properties=_with(made.outputs, request.news))

    def Delete(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def Read(self, request: Any, context: Any) -> Any:
        inputs = request.properties if request.properties.fields else request.inputs
        made = self._made(request.urn, inputs, request.id)
        return pb.ReadResponse(id=request.id, properties=_with(made.outputs, inputs), inputs=request.inputs)

    def Invoke(self, request: Any, context: Any) -> Any:
        args = plain(request.args)
        response = pb.InvokeResponse()
        values = answer(request.tok, args, args.get("region") or self.region, ASSUMED).values
        getattr(response, "return").CopyFrom(struct(values))
        return response

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def _made(self, urn: str, inputs: Struct, existing: str = "") -> Computed:
        type_ = urn.split("::")[2].rsplit("$", 1)[-1]
        values = plain(inputs)
        region = str(values.get("region") or self.region)
        return computed(type_, Subject(urn, type_, values, region, ASSUMED.account_id, existing))


def _compared(old: Struct, new: Struct) -> Any:
    return pb.DiffResponse(changes=pb.DiffResponse.DIFF_NONE if old == new else pb.DiffResponse.DIFF_SOME)


def _with(outputs: Mapping[str, Any], inputs: Struct) -> Struct:
    """The outputs and the inputs; of the inputs every secret stays one."""
    whole = struct(outputs)
    for key, value in inputs.fields.items():
        whole.fields[key].CopyFrom(value)
    return whole


if __name__ == "__main__":
    serve(lambda server: provider_pb2_grpc.add_ResourceProviderServicer_to_server(StandIn(), server))
