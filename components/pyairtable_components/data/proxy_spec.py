"""What a person decides about the proxy of a database."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from pyairtable_components.spec import Spec

MOST_SECRETS = 200
"""Of one proxy: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html"""


class ProxySpec(Spec):
    """RDS Proxy: clients share a pool of connections to the database, and keep theirs while another zone takes over.

    It has one user for each client: the one that the client's secret holds now. A rotation goes on to the other of the
    client's two users, and from then on the proxy opens nothing for the former one; what is open stays open. The tasks
    that started with the former user are replaced at once by `RotationRedeployment`.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-secrets-arns.html
    """

    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-creating.html
    idle_client_seconds: Annotated[int, Field(strict=True, ge=1, le=28800, examples=[1800])] = 1800
    """After how long the proxy closes the connection of a client that asks nothing; at most eight hours."""
    # https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html
    connections_percent: Annotated[int, Field(strict=True, ge=1, le=100, examples=[90])] = 90
    """How much of `max_connections` it may hold; the rest is for people, migrations and the rotation."""
    idle_connections_percent: Annotated[int, Field(strict=True, ge=0, le=100, examples=[45])] = 45
    """How much of `max_connections` it keeps open while nobody asks."""
    borrow_seconds: Annotated[int, Field(strict=True, ge=1, le=300, examples=[30])] = 30
    """How long a client waits for a connection when all are in use, before it gets an error."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.idle_connections_percent > self.connections_percent:
            raise ValueError(
                f"idle_connections_percent {self.idle_connections_percent} is above connections_percent "
                f"{self.connections_percent}. For example: idle_connections_percent: {self.connections_percent // 2}"
            )
        return self
