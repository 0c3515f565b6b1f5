"""How a resource's inputs become the request of an API call: the words that the table is written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["identity", "trust", "resource", "repository"]
"""Policy documents: what somebody may do, who may assume a role, who may use a resource, who an ECR repository."""


@dataclass(frozen=True)
class Place:
    """Where in the request a property stands.

    `to` says it in the members of the structure that its block has become: `Matcher.HttpCode`. A list of one on the way
    is `Changes[].Action`; a list with one element for each value is `IpRanges[*].CidrIp`. `/HostedZoneId` starts at the
    request itself, `PutRetentionPolicy:retentionInDays` at the request of another operation of the same service, and
    `.` spreads the properties of a block over the structure around it. Empty: the member of the property's own name.
    """

    to: str = ""
    policy: Kind | None = None
    """What kind of policy document it is, as JSON text or an object."""
    json: bool = False
    """Whether it is JSON text."""
    own: tuple[str | int, ...] = ()
    """Values that mean something to the provider alone."""


@dataclass(frozen=True, eq=False)
class Call:
    """The API call that makes a resource of one type.

    A property of the SDK stands in the member of the same name, or its singular or plural; `places` says where else.

    Args:
        type_: The type in Pulumi's words: aws:ecs/service:Service.
        operation: The service in botocore's words, and the operation: ecs.CreateService.
        into: The structure of the request that holds the inputs, where it is not the request itself.
        places: Properties, by their path without positions: `healthCheck.interval`, or `*.interval` for every depth.
        aside: Properties that are no part of the request, and why; `routing*` is every one that begins so.
        supplied: Members that the API requires and the provider fills in, by their place in the request (or after
            `PutRetentionPolicy:`, in another). The one that an optional `name` stands in is always among them: Pulumi
            makes a name up.
    """

    type_: str
    operation: str
    into: str = ""
    places: Mapping[str, str | Place] = field(default_factory=dict)
    aside: Mapping[str, str] = field(default_factory=dict)
    supplied: tuple[str, ...] = ()

    @property
    def service(self) -> str:
        """The service in botocore's words."""
        return self.operation.partition(".")[0]

    @property
    def action(self) -> str:
        """The operation in the service's words."""
        return self.operation.partition(".")[2]


def apart(reason: str, properties: str) -> dict[str, str]:
    """Properties, by their names with spaces between, that are no part of a request for one reason."""
    return dict.fromkeys(properties.split(), reason)
