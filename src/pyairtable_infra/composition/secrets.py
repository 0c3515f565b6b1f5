"""The secrets of a region: who reads them, what rotates them, who is deployed again."""

import pulumi

from pyairtable_components.context import Context
from pyairtable_components.ecs.cluster import EcsCluster
from pyairtable_components.encryption.key import EncryptionKey
from pyairtable_components.identity.service_role import role_arn
from pyairtable_components.secrets.access import reading
from pyairtable_components.secrets.redeployment import RotationRedeployment
from pyairtable_components.secrets.refs import SecretReading
from pyairtable_components.secrets.rotation import SecretRotation, rotation_role
from pyairtable_components.secrets.rotators import generated
from pyairtable_components.secrets.spec import SecretSpec, SecretsSpec
from pyairtable_components.secrets.store import SecretStore

GENERATED = "generated"
"""The rotation of what only this platform knows."""


class Secrets:
    """The secrets that a profile names, under a key of their own.

    A service reads the secrets that name it, by its execution role; nobody else does, but for the function that
    rotates them.
    """

    def __init__(
        self,
        spec: SecretsSpec,
        context: Context,
        *,
        cluster: EcsCluster,
        log_key_arn: pulumi.Input[str],
        opts: pulumi.ResourceOptions,
    ) -> None:
        self.spec = spec
        self.context = context
        self.key = EncryptionKey("secrets", context, roles=True, opts=opts)
        self.store = SecretStore(
            "secrets",
            spec.purposes,
            context,
            key_arn=self.key.arn,
            readers={path: self._readers(each) for path, each in spec.purposes.items()},
            opts=opts,
        )
        made = {path: self.store.refs[path] for path, each in spec.purposes.items() if each.renewal == "generated"}
        if not made:
            return
        SecretRotation(
            GENERATED,
            spec.rotation,
            context,
            rotator=generated(),
            secrets=made,
            log_key_arn=log_key_arn,
            opts=opts,
        )
        RotationRedeployment(
            "redeploy",
            context,
            cluster_name=cluster.refs.name,
            readers={
                made[path].name: [context.name(reader) for reader in spec.purposes[path].readers] for path in made
            },
            log_key_arn=log_key_arn,
            opts=opts,
        )

    def read_by(self, service: str) -> SecretReading | None:
        """The variables of `service` that are secrets, and what its execution role needs for them."""
        own = {path: each for path, each in self.spec.purposes.items() if service in each.readers}
        if not own:
            return None
        arns = [self.store.refs[path].arn for path in own]
        return SecretReading(
            {each.variable: self._reference(path, each) for path, each in own.items() if each.variable},
            reading(arns, self.key.arn, self.context),
        )

    def _readers(self, spec: SecretSpec) -> tuple[str, ...]:
        roles = [role_arn(f"{reader}-execution", self.context) for reader in spec.readers]
        return (*roles, rotation_role(GENERATED, self.context)) if spec.renewal == "generated" else tuple(roles)

    def _reference(self, path: str, spec: SecretSpec) -> pulumi.Input[str]:
        """What a person put is the whole value; what is generated is the `value` of a JSON object."""
        arn = self.store.refs[path].arn
        return pulumi.Output.concat(arn, ":value::") if spec.renewal == "generated" else arn
