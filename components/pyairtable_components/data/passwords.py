"""A password that Secrets Manager makes up, and the secret of a database's master user."""

import json

from pulumi import Input, InvokeOptions, Output, ResourceOptions
from pulumi_aws import secretsmanager

from pyairtable_components.component import Component
from pyairtable_components.context import Context


def made_up(parent: Component) -> Output[str]:
    """Another password at each run, secret from the start. Whoever takes it ignores that it changes.

    RDS and ElastiCache take 32 letters and digits; the marks that either refuses are left out.
    """
    found = secretsmanager.get_random_password_output(
        password_length=32,
        exclude_punctuation=True,
        region=parent.context.region,
        opts=InvokeOptions(parent=parent),
    )
    return Output.secret(found.random_password)


class MasterSecret(Component, token="pyairtable:data:MasterSecret"):
    """The secret of the master user: JSON with `username` and `password`, the first one made up by Secrets Manager.

    What the rotation writes later stays: the value of this version is set once. The database takes its first password
    from here, so that both agree even after a deployment that was interrupted between them.

    Args:
        name: Logical name.
        context: What holds for the stack.
        path: Name of the secret below `project/environment/`.
        username: The master user.
        key_arn: KMS key of the secret.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        path: str,
        username: str,
        key_arn: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        secret = secretsmanager.Secret(
            name,
            region=context.region,
            name=f"{context.project}/{context.environment}/{path}",
            description=f"Master user of {context.name(path.partition('/')[0])}",
            kms_key_id=key_arn,
            # A secret that waits for its deletion keeps its name; where nothing is protected, it goes at once.
            recovery_window_in_days=30 if context.protects else 0,
            tags=self.tags(),
            opts=self.lasting(),
        )
        first = secretsmanager.SecretVersion(
            name,
            region=context.region,
            secret_id=secret.id,
            secret_string=made_up(self).apply(lambda word: json.dumps({"username": username, "password": word})),
            opts=self.own(ignore_changes=["secretString"]),
        )
        self.arn: Output[str] = secret.arn
        self.password: Output[str] = Output.secret(
            first.secret_string.apply(lambda text: str(json.loads(text or "{}").get("password", "")))
        )
        self.register_outputs({"arn": self.arn})
