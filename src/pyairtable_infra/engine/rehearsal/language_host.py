"""What the engine asks of Python where no program is run: some commands want a language host all the same.

https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
"""

from collections.abc import Iterator
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.proto import language_pb2 as pb
from pulumi.runtime.proto import language_pb2_grpc, plugin_pb2

from pyairtable_infra.engine.serving import serve_engine, start


class LanguageHost(language_pb2_grpc.LanguageRuntimeServicer):
    """Needs no plug-ins, no packages and no installation."""

    def Handshake(self, request: Any, context: Any) -> Any:
        return pb.LanguageHandshakeResponse()

    def GetRequiredPlugins(self, request: Any, context: Any) -> Any:
        return pb.GetRequiredPluginsResponse()

    def GetRequiredPackages(self, request: Any, context: Any) -> Any:
        return pb.GetRequiredPackagesResponse()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="3.0.0")

    def GetProgramDependencies(self, request: Any, context: Any) -> Any:
        return pb.GetProgramDependenciesResponse()

    def InstallDependencies(self, request: Any, context: Any) -> Iterator[Any]:
        return iter(())

    def About(self, request: Any, context: Any) -> Any:
        return pb.AboutResponse()

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()


def serve(host: LanguageHost) -> None:
    """Serve `host` to the engine that started this process, until it is gone."""
    _, port = start(lambda server: language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server))
    serve_engine(port)


if __name__ == "__main__":
    serve(LanguageHost())
