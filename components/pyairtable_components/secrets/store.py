"""The secrets of an environment."""

from collections.abc import Mapping

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import secretsmanager

from pyairtable_components.component import Component
from pyairtable_components.context import SHARED, Context
from pyairtable_components.identity.policy import document
from pyairtable_components.secrets.access import only
from pyairtable_components.secrets.refs import SecretRefs
from pyairtable_components.secrets.spec import SecretSpec
from pyairtable_components.vocabulary import physical_name


def secret_name(path: str, context: Context) -> str:
    """The physical name of a secret: `pyairtable/dev/database/automation-services`."""
    return physical_name("secret", f"{context.project}/{context.environment}/{path}")


class SecretStore(Component, token="pyairtable:secrets:Store"):
    """Secrets named `project/environment/path`, encrypted with a customer key, each read by named roles only.

    Creates for each: the secret without any value; a policy that denies its value to every other principal. Values are
    put in by a rotation function or by a person, never by this program, so no plan and no state ever holds one.
    A deleted secret can be restored for 30 days, 7 where the protection level is `none`
    (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html).

    Args:
        name: Logical name.
        specs: The secrets by their path, for example `api-keys/airtable`.
        context: What holds for the stack.
        key_arn: The KMS key; it must admit the readers (`EncryptionKey(roles=True)` does).
        readers: ARNs of the roles that read each secret, by its path. A secret without any is denied to all.
        opts: Resource options.

    Raises:
        ValueError: There are readers of a secret that does not exist.
    """

    def __init__(
        self,
        name: str,
        specs: Mapping[str, SecretSpec],
        context: Context,
        *,
        key_arn: Input[str],
        readers: Mapping[str, tuple[str, ...]],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        for path in readers:
            if path not in specs:
                raise ValueError(f"{path} has readers and is no secret. For example: {next(iter(specs), 'api-keys')}")
        self.refs: dict[str, SecretRefs] = {}
        for path, spec in specs.items():
            arn = self._secret(path, spec, key_arn, readers.get(path, ()))
            self.refs[path] = SecretRefs(arn, secret_name(path, context), key_arn)
        self.register_outputs({"arns": {path: refs.arn for path, refs in self.refs.items()}})

    def _secret(self, path: str, spec: SecretSpec, key_arn: Input[str], readers: tuple[str, ...]) -> Output[str]:
        logical = path.replace("/", "-")
        service = spec.readers[0] if len(spec.readers) == 1 else SHARED
        secret = secretsmanager.Secret(
            f"{logical}-secret",
            region=self.context.region,
            name=secret_name(path, self.context),
            description=spec.description,
            kms_key_id=key_arn,
            recovery_window_in_days=30 if self.context.protects else 7,
            replicas=[{"region": region} for region in spec.replica_regions] or None,
            tags=self.context.tags(self._tag, service, Renewal=spec.renewal),
            opts=self.lasting(),
        )
        secretsmanager.SecretPolicy(
            f"{logical}-secret",
            region=self.context.region,
            secret_arn=secret.arn,
            policy=document(only(readers, self.context)),
            block_public_policy=True,
            opts=self.own(),
        )
        return secret.arn
