"""The four steps of a rotation, each of which may run twice, or after another one was cut off.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Value = Mapping[str, str]
"""What a secret holds: a JSON object of texts."""
CURRENT, PENDING = "AWSCURRENT", "AWSPENDING"


class RotationError(Exception):
    """A rotation that cannot go on. The message never holds a value."""


@dataclass(frozen=True)
class Described:
    """What a secret says of itself without its value."""

    name: str
    enabled: bool
    stages: Mapping[str, Sequence[str]]
    """The staging labels of each version."""

    def version(self, stage: str) -> str | None:
        """The version that has this label."""
        return next((version for version, stages in self.stages.items() if stage in stages), None)


class Versions(Protocol):
    """Where a secret's versions are kept."""

    def describe(self, secret: str) -> Described:
        """The secret without its value."""

    def value(self, secret: str, *, stage: str, version: str | None = None) -> Value | None:
        """The value that has this label (and this version); nothing where no value was put yet."""

    def put(self, secret: str, version: str, value: Value) -> None:
        """Put the value of a new, pending version. Where it has one already, that one stays."""

    def promote(self, secret: str, version: str, *, former: str | None) -> None:
        """Make this version the current one, instead of the former."""


class Rotator(Protocol):
    """What knows one kind of credential. Each method may be called again with the same values."""

    def create(self, current: Value | None) -> Value:
        """A new value; `current` is nothing for a secret that never had one."""

    def set(self, current: Value | None, pending: Value) -> None:
        """Make `pending` work, and `current` go on working."""

    def test(self, pending: Value) -> None:
        """Use `pending` as a reader would.

        Raises:
            RotationError: It does not work.
        """


def rotate(event: Mapping[str, str], versions: Versions, rotator: Callable[[str], Rotator]) -> None:
    """Carry out the step that `event` asks for.

    Args:
        event: What Secrets Manager sends: Step, SecretId, ClientRequestToken (the id of the new version).
        versions: Where the secret's versions are kept.
        rotator: Makes what knows this credential, from the secret's name.

    Raises:
        RotationError: There is no such step, the secret is not being rotated to this version, or a step failed.
    """
    step, secret, version = event["Step"], event["SecretId"], event["ClientRequestToken"]
    run = _STEPS.get(step)
    if run is None:
        raise RotationError(f"{step} is no step of a rotation. For example: createSecret")
    there = versions.describe(secret)
    if not there.enabled:
        raise RotationError(f"{there.name} has no rotation. For example: one that a SecretRotation configures")
    stages = there.stages.get(version)
    if stages is None:
        raise RotationError(f"{there.name} has no version {version}: this rotation is not the secret's")
    if CURRENT in stages:
        return  # an earlier run has finished
    if PENDING not in stages:
        raise RotationError(f"{there.name}: version {version} is not the pending one")
    run(_Rotation(secret, version, there, versions, rotator(there.name)))


@dataclass(frozen=True)
class _Rotation:
    secret: str
    version: str
    there: Described
    versions: Versions
    rotator: Rotator

    def current(self) -> Value | None:
        return self.versions.value(self.secret, stage=CURRENT)

    def pending(self) -> Value:
        found = self.versions.value(self.secret, stage=PENDING, version=self.version)
        if found is None:
            raise RotationError(f"{self.there.name}: version {self.version} has no value yet: createSecret comes first")
        return found


def _create(rotation: _Rotation) -> None:
    """A value that was put once stays: what `set` gave to the database must be what is promoted."""
    if rotation.versions.value(rotation.secret, stage=PENDING, version=rotation.version) is None:
        rotation.versions.put(rotation.secret, rotation.version, rotation.rotator.create(rotation.current()))


def _set(rotation: _Rotation) -> None:
    rotation.rotator.set(rotation.current(), rotation.pending())


def _test(rotation: _Rotation) -> None:
    rotation.rotator.test(rotation.pending())


def _finish(rotation: _Rotation) -> None:
    """A crash may leave the label AWSPENDING at the version that has become the current one, and that is a good end.

    https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
    """
    rotation.pending()
    rotation.versions.promote(rotation.secret, rotation.version, former=rotation.there.version(CURRENT))


_STEPS: Mapping[str, Callable[[_Rotation], None]] = {
    "createSecret": _create,
    "setSecret": _set,
    "testSecret": _test,
    "finishSecret": _finish,
}
STEPS = tuple(_STEPS)
"""The steps in their order."""
