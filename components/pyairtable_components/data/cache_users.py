"""Who may log in to a cache: a user for each client, and their group."""

from collections.abc import Sequence
from typing import Any, Literal

from pulumi import Output, ResourceOptions
from pulumi_aws import elasticache

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.data.passwords import made_up
from pyairtable_components.data.refs import CacheUser
from pyairtable_components.vocabulary import physical_name

# All keys and channels, no command that administers the cache or blocks it for the others. Clients ask INFO as they
# connect. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html#Access-string
ACCESS = "on ~* &* +@all -@admin -@dangerous +info"


class CacheUsers(Component, token="pyairtable:data:CacheUsers"):
    """A user of ElastiCache for each client, and the group that a cache takes.

    With IAM a client's role signs its login, and there is no password to keep or to rotate; id and name of such a user
    are the same (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html). With passwords, each user has
    a first one that Secrets Manager makes up and nobody reads; the rotation sets the next.

    Redis OSS brings a user `default` that may do everything without a password; it is replaced by one that may do
    nothing. Valkey's groups take only users who prove who they are, and need none.

    Args:
        name: Logical name, and last part of the group's id.
        context: What holds for the stack.
        engine: Of the cache.
        authentication: How the clients log in.
        clients: The services that use the cache.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        engine: Literal["valkey", "redis"],
        authentication: Literal["iam", "password"],
        clients: Sequence[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(f"{name}-users", context, opts)
        made = {client: self._user(name, client, engine, authentication) for client in clients}
        members = [user.user_id for user in made.values()]
        if engine == "redis":
            members.append(self._nobody(name).user_id)
        group = elasticache.UserGroup(
            name,
            region=context.region,
            user_group_id=physical_name("cache", context.name(name)),
            engine=engine,
            user_ids=members,
            tags=self.tags(),
            opts=self.own(),
        )
        self.group_id: Output[str] = group.user_group_id
        self.users = {client: CacheUser(user.user_name, user.arn) for client, user in made.items()}
        self.register_outputs({"groupId": self.group_id})

    def _user(self, name: str, client: str, engine: str, authentication: str) -> elasticache.User:
        login = physical_name("cache user", self.context.name(client))
        proof: dict[str, Any] = {"authentication_mode": {"type": "iam"}}
        if authentication == "password":
            proof = {"passwords_wo": made_up(self), "passwords_wo_version": 1}
        return elasticache.User(
            f"{name}-{client}",
            region=self.context.region,
            user_id=login,
            user_name=login,
            engine=engine,
            access_string=ACCESS,
            tags=self.tags(),
            opts=self.own(ignore_changes=["passwordsWo"]) if authentication == "password" else self.own(),
            **proof,
        )

    def _nobody(self, name: str) -> elasticache.User:
        return elasticache.User(
            f"{name}-nobody",
            region=self.context.region,
            user_id=physical_name("cache user", self.context.name(name, "nobody")),
            user_name="default",
            engine="redis",
            access_string="off -@all",
            no_password_required=True,
            tags=self.tags(),
            opts=self.own(),
        )
