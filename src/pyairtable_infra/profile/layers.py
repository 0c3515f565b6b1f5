"""Put the layers of a profile together: the platform's services, the defaults of the file, and its services."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pyairtable_infra.profile.errors import closest, shown
from pyairtable_infra.profile.images import ImagesSpec
from pyairtable_infra.profile.paths import Path
from pyairtable_infra.profile.platform import REPLACED, SERVICES, Raw

DEFAULTS = "service_defaults"

ONE_FOR_EACH = (("port",), ("runtime", "exposure"))
"""What every service has of its own, so that it is no default."""


def assemble(raw: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[Path, str]]]:
    """The whole profile from what a file says, and what is wrong with the way its layers fit together.

    A service of the platform is what `platform.py` says, then `service_defaults`, then its own section. A service set
    to null is not run. What has no image gets the one that `images` gives it. A store that the file does not have is
    used by nobody, unless the file says so.
    """
    problems: list[tuple[Path, str]] = []
    images = _images(raw.get("images"))
    base = _platform(images)
    own = raw.get("services")
    if own is None:
        own = {}
    whole = {key: value for key, value in raw.items() if key != DEFAULTS}
    defaults, unfit = _defaults(raw.get(DEFAULTS))
    problems += unfit
    if not isinstance(own, Mapping):
        return whole, problems
    for name, section in own.items():
        problems += _misplaced(name, section, base)
    dropped = {name for name, section in own.items() if section is None}
    stores = {store for store, section in _mapping(raw.get("data")).items() if section is not None}
    services: dict[str, Any] = {}
    for name in [*base, *(extra for extra in own if extra not in base)]:
        if name in dropped:
            continue
        service = merge(merge(base.get(name, {}), defaults), own.get(name, {}))
        if isinstance(service, dict):
            service.setdefault("image", images.reference(name))
            if images.pull_secret:
                service.setdefault("pull_secret", images.pull_secret)
            if name in base and isinstance(service.get("callers"), list) and "callers" not in own.get(name, {}):
                service["callers"] = [caller for caller in service["callers"] if caller not in dropped]
            if name in base and "uses" not in {*defaults, *_mapping(own.get(name))}:
                service["uses"] = [store for store in service.get("uses", ()) if store in stores]
        services[name] = service
    return {**whole, "services": services}, problems


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _defaults(raw: Any) -> tuple[Mapping[str, Any], list[tuple[Path, str]]]:
    """The defaults of every service, and what cannot be one."""
    if raw is None:
        return {}, []
    if not isinstance(raw, Mapping):
        message = f"{shown(raw)} is wrong here: a section with keys is needed. For example: {{graceful_stop: 30}}"
        return {}, [((DEFAULTS,), message)]
    problems: list[tuple[Path, str]] = []
    defaults = {key: value for key, value in raw.items() if key != "port"}
    if raw.get("port") is not None:
        message = "each service has a port of its own. For example: services: {api-gateway: {port: 8000}}"
        problems.append(((DEFAULTS, "port"), message))
    runtime = raw.get("runtime")
    if isinstance(runtime, Mapping) and runtime.get("exposure") is not None:
        defaults["runtime"] = {key: value for key, value in runtime.items() if key != "exposure"}
        message = (
            "each service has paths of its own. "
            "For example: services: {api-gateway: {runtime: {exposure: {paths: [/api/*]}}}}"
        )
        problems.append(((DEFAULTS, "runtime", "exposure"), message))
    return defaults, problems


def merge(base: Any, override: Any) -> Any:
    """`override` over `base`: mappings key by key, everything else whole."""
    if not (isinstance(base, Mapping) and isinstance(override, Mapping)):
        return override
    merged = dict(base)
    for key, value in override.items():
        merged[key] = merge(base[key], value) if key in base else value
    return merged


def _images(raw: Any) -> ImagesSpec:
    try:
        return ImagesSpec.model_validate(raw or {})
    except ValidationError:  # the profile itself reports it, with its place
        return ImagesSpec()


def _platform(images: ImagesSpec) -> dict[str, Raw]:
    """The platform's services, each replaced by its successors where its generation is `microservices`."""
    services: dict[str, Raw] = {}
    for name, service in SERVICES.items():
        successors = REPLACED.get(name, {}) if images.generation_of(name) == "microservices" else {}
        services |= successors or {name: service}
    return services


def _misplaced(name: str, section: Any, base: Mapping[str, Raw]) -> list[tuple[Path, str]]:
    if name in base:
        return []
    if name in SERVICES:
        successors = " and ".join(REPLACED[name])
        return [
            (
                ("services", name),
                f"{successors} replace it in the generation microservices. For example: {next(iter(REPLACED[name]))}",
            )
        ]
    if isinstance(section, Mapping) and ("port" in section or "image" in section):
        return []
    close = closest(name, base)
    hint = f"Did you mean {close}? For example: {close}" if close else "For example: port: 8011"
    return [(("services", name), f"there is no such service, and a new one needs a port or an image. {hint}")]
