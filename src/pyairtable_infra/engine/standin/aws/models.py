"""The API models that botocore ships, read when first asked for."""

from functools import cache

from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape


@cache
def service(name: str) -> ServiceModel:
    """The model of a service, read from disk once in a process."""
    return ServiceModel(_loader().load_service_model(name, "service-2"), name)


@cache
def request(name: str, operation: str) -> StructureShape:
    """The shape of the request of an operation."""
    shape = service(name).operation_model(operation).input_shape
    if shape is None:
        raise LookupError(f"{name} {operation} takes no input")
    return shape


@cache
def _loader() -> Loader:
    """A loader of what botocore itself ships, and nothing from a person's home."""
    return Loader(include_default_search_paths=False, extra_search_paths=[Loader.BUILTIN_DATA_PATH])
