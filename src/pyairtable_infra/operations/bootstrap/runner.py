"""Look at an account, plan, and do what the plan says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pyairtable_infra.operations.aws import Aws, Call
from pyairtable_infra.operations.bootstrap.looking import caller, look
from pyairtable_infra.operations.bootstrap.model import Step
from pyairtable_infra.operations.bootstrap.planning import plan
from pyairtable_infra.operations.bootstrap.request import Request
from pyairtable_infra.operations.bootstrap.site import Site
from pyairtable_infra.operations.bootstrap.wanted import wanted
from pyairtable_infra.operations.errors import OperationError
from pyairtable_infra.profile.sources import NAMESPACE


@dataclass(frozen=True)
class Prepared:
    """What is to be done where, and who would do it."""

    caller: str
    request: Request
    site: Site
    steps: tuple[Step, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return all(step.action == "keep" for step in self.steps)


def prepare(aws: Aws, request: Request) -> Prepared:
    """Look at the account and say what has to be done. Nothing is changed.

    Raises:
        OperationError: The wrong account, something in the way that only a person can settle, or a call that failed.
    """
    account, arn = caller(aws, request)
    site = Site.of(NAMESPACE, account, request.region, request.bucket)
    seen = look(aws, request, site)
    site = replace(site, key_arn=seen.key_arn or site.key_arn)
    return Prepared(arn, request, site, plan(wanted(request, site), seen))


def apply(aws: Aws, prepared: Prepared, done: Callable[[Step], None] = lambda _: None) -> Prepared:
    """Do each step, and say `done` after it. The answer has the key's ARN in the place of what stood for it.

    Raises:
        OperationError: A call failed. What was made stays, and another run goes on.
    """
    site = prepared.site
    for step in prepared.steps:
        for what, call in step.calls:
            real = Call(call.service, call.operation, _filled(call.arguments, prepared.site.key_arn, site.key_arn))
            try:
                answer = aws.run(real)
            except (OperationError, KeyboardInterrupt) as error:
                raise OperationError(
                    f"Stopped at {step.title}, {what}.\n{str(error) or f'{call}: interrupted.'}\n"
                    "What was made before stays. When that is put right, run the same command: it goes on from there."
                ) from None
            if answer and call.operation == "CreateKey":
                site = replace(site, key_arn=answer["KeyMetadata"]["Arn"])
        done(step)
    return replace(prepared, site=site)


def _filled(value: Any, unknown: str, known: str) -> Any:
    """Call arguments with the key's ARN in the place of what stood for it."""
    if isinstance(value, str):
        return value.replace(unknown, known)
    if isinstance(value, Mapping):
        return {key: _filled(each, unknown, known) for key, each in value.items()}
    return [_filled(each, unknown, known) for each in value] if isinstance(value, list) else value
