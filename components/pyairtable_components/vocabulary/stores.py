"""The data stores of an environment, as services name them."""

from typing import Annotated, Literal

from pydantic import Field

StoreName = Annotated[Literal["database", "cache", "files", "jobs"], Field(examples=["database"])]
"""PostgreSQL, Valkey or Redis, a bucket, a queue."""
