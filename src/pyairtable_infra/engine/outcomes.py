"""What comes of a registration: the id, the outputs, and what the program is told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import resource_pb2

from pyairtable_infra.engine.assumptions import Assumptions
from pyairtable_infra.engine.computed import Computed, Subject, computed
from pyairtable_infra.engine.providers import PROVIDER, Providers
from pyairtable_infra.engine.values import complete, fill, is_secret, secret

Request = resource_pb2.RegisterResourceRequest


@dataclass(frozen=True)
class Outcomes:
    """Makes up what AWS computes for the resources of one run.

    Args:
        assumptions: The account that they lie in, and what was replaced there before.
        unknowns: Leave computed values unknown, as a preview does, instead of filling them in.
    """

    assumptions: Assumptions
    unknowns: bool = False

    def of(self, request: Request, own: str, inputs: Mapping[str, Any], region: str) -> tuple[str, dict[str, Any]]:
        """The id and the outputs of a resource that is registered."""
        if not request.custom:
            return "", {}
        if request.type.startswith(PROVIDER):
            return Providers.id(own), dict(inputs)
        made = self._made(request.type, own, inputs, region, request.importId)
        if self.unknowns and not request.importId:
            return "", made.unknown_around(inputs)
        return made.id, made.around(inputs)

    def existing(
        self, request: resource_pb2.ReadResourceRequest, own: str, inputs: Mapping[str, Any], region: str
    ) -> dict[str, Any]:
        """The outputs of a resource that is read."""
        return self._made(request.type, own, inputs, region, request.id).around(inputs)

    def _made(self, type_: str, own: str, inputs: Mapping[str, Any], region: str, existing: str) -> Computed:
        generation = self.assumptions.generations.get(own, 0)
        return computed(type_, Subject(own, type_, inputs, region, self.assumptions.account_id, existing, generation))


def answer_to(
    sent: Struct, inputs: Mapping[str, Any], outputs: Mapping[str, Any], secrets: Iterable[str], *, whole: bool
) -> Struct:
    """The answer's values: the computed ones, and what was sent too if `whole`; else the program knows it already."""
    answer = Struct()
    for key, value in outputs.items():
        if key not in inputs:
            fill(answer.fields[key], value)
        elif value is not inputs[key]:
            answer.fields[key].CopyFrom(sent.fields[key])
            complete(answer.fields[key], value)
    if whole:
        for key, sent_value in sent.fields.items():
            if key not in answer.fields:
                answer.fields[key].CopyFrom(sent_value)
    for name in secrets:
        if name in outputs:
            value = answer.fields[name] if name in answer.fields else sent.fields[name]
            if not is_secret(value):
                answer.fields[name].CopyFrom(secret(value))
    return answer
