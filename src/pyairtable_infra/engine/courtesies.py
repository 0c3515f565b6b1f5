"""What a program says to the engine besides its resources and calls: what it can do, packages, hooks, the end."""

from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.proto import resource_pb2

from pyairtable_infra.engine.errors import EngineError

FEATURES = (
    resource_pb2.RESOURCE_MONITOR_FEATURE_SECRETS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    resource_pb2.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
    resource_pb2.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
    resource_pb2.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
    resource_pb2.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER,
    resource_pb2.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
    resource_pb2.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS,
    resource_pb2.RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON,
)


class Courtesies:
    """Answers that change nothing in a plan."""

    def GetDeploymentInfo(self, _: empty_pb2.Empty) -> resource_pb2.DeploymentInfo:  # noqa: N802
        """What this monitor can do."""
        return resource_pb2.DeploymentInfo(supportedFeatures=FEATURES)

    def RegisterPackage(  # noqa: N802
        self, request: resource_pb2.RegisterPackageRequest
    ) -> resource_pb2.RegisterPackageResponse:
        """Take a parameterized package; resources name it by the answer."""
        return resource_pb2.RegisterPackageResponse(ref=f"{request.name}@{request.version}")

    def RegisterResourceHook(self, _: Any) -> empty_pb2.Empty:  # noqa: N802
        """A hook runs in a deployment only."""
        return empty_pb2.Empty()

    RegisterErrorHook = RegisterResourceHook

    def SignalAndWaitForShutdown(self, _: empty_pb2.Empty) -> empty_pb2.Empty:  # noqa: N802
        """The program has ended."""
        return empty_pb2.Empty()

    def __getattr__(self, name: str) -> Any:
        """Refuse by name what a plan cannot answer: calls of methods, checks of existence."""
        if name[:1].isupper():
            raise EngineError(f"the program asks the engine for {name}, which a plan cannot answer. Do without it")
        raise AttributeError(name)
