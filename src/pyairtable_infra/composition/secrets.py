"""The secrets of a region: who reads them, what rotates them, who is deployed again."""

from collections.abc import Mapping

import pulumi

from pyairtable_components.context import Context
from pyairtable_components.data.refs import DatabaseRefs
from pyairtable_components.encryption.key import EncryptionKey
from pyairtable_components.identity.role import role_arn
from pyairtable_components.network.refs import NetworkRefs
from pyairtable_components.secrets.access import reading
from pyairtable_components.secrets.redeployment import RotationRedeployment
from pyairtable_components.secrets.refs import SecretReading, SecretRefs
from pyairtable_components.secrets.reminder import SecretReminder
from pyairtable_components.secrets.rotation import SecretRotation, rotation_role
from pyairtable_components.secrets.rotators import Rotator, generated, postgres
from pyairtable_components.secrets.store import SecretStore
from pyairtable_infra.profile.data import PROXY
from pyairtable_infra.profile.hours import rotation
from pyairtable_infra.profile.profile import EnvironmentProfile
from pyairtable_infra.profile.secrets import Purpose, purposes


class Secrets:
    """The secrets that a profile names, and one for each client of the database, under a key of their own.

    A service reads the secrets that name it, by its execution role; nobody else does, but for the function that
    rotates them.
    """

    def __init__(
        self,
        profile: EnvironmentProfile,
        context: Context,
        *,
        network: NetworkRefs,
        database: DatabaseRefs | None,
        cluster_name: pulumi.Input[str],
        log_key_arn: pulumi.Input[str],
        alert_topic_arn: pulumi.Input[str],
        opts: pulumi.ResourceOptions,
    ) -> None:
        self.context = context
        self.purposes = purposes(profile)
        of_database = profile.data.database
        self.proxied = bool(of_database and of_database.proxy)
        self.authorities = of_database.authorities if of_database else None
        if not self.purposes:
            return
        self.key = EncryptionKey("secrets", context, roles=True, opts=opts)
        self.store = SecretStore(
            "secrets",
            {path: purpose.spec for path, purpose in self.purposes.items()},
            context,
            key_arn=self.key.arn,
            readers={path: self._readers(purpose) for path, purpose in self.purposes.items()},
            opts=opts,
        )
        rules = rotation(profile)
        for name, rotator in self._rotators(network, database).items():
            SecretRotation(
                name,
                rules,
                context,
                rotator=rotator,
                secrets={path: self.store.refs[path] for path in self._rotated_by(name)},
                log_key_arn=log_key_arn,
                alarm_topic_arn=alert_topic_arn,
                opts=opts,
            )
        redeployed = {
            self.store.refs[path].name: [context.name(reader) for reader in purpose.spec.readers]
            for path, purpose in self.purposes.items()
            if purpose.rotation and set(purpose.spec.readers) <= set(profile.services)
        }
        if redeployed:
            RotationRedeployment(
                "redeploy",
                context,
                cluster_name=cluster_name,
                readers=redeployed,
                log_key_arn=log_key_arn,
                alarm_topic_arn=alert_topic_arn,
                opts=opts,
            )
        if not all(purpose.rotation for purpose in self.purposes.values()):
            SecretReminder("reminder", rules, context, topic_arn=alert_topic_arn, key_arn=log_key_arn, opts=opts)

    def of_database(self) -> dict[str, SecretRefs]:
        """The secret of each client of the database, by its path."""
        return {path: self.store.refs[path] for path in self._rotated_by("database")}

    def read_by(self, client: str) -> SecretReading | None:
        """The variables of a service or task that are secrets, and what its execution role needs for them."""
        own = {path: purpose for path, purpose in self.purposes.items() if client in purpose.spec.readers}
        if not own:
            return None
        variables = {
            variable: self._reference(path, key)
            for path, purpose in own.items()
            for variable, key in purpose.variables.items()
        }
        return SecretReading(
            variables, reading([self.store.refs[path].arn for path in own], self.key.arn, self.context)
        )

    def _rotators(self, network: NetworkRefs, database: DatabaseRefs | None) -> Mapping[str, Rotator]:
        found = {}
        if self._rotated_by("generated"):
            found["generated"] = generated()
        if database and self._rotated_by("database"):
            found["database"] = postgres(
                self.context,
                host=database.endpoint,
                port=database.port,
                database=database.name,
                security_group_id=database.security_group_id,
                admin_secret_arn=database.master_secret_arn,
                admin_key_arn=database.key_arn,
                network=network,
                authorities=self.authorities,
            )
        return found

    def _rotated_by(self, name: str) -> list[str]:
        return [path for path, purpose in self.purposes.items() if purpose.rotation == name]

    def _readers(self, purpose: Purpose) -> tuple[str, ...]:
        roles = [role_arn(f"{reader}-execution", self.context) for reader in purpose.spec.readers]
        if purpose.rotation == "database" and self.proxied:
            roles.append(role_arn(PROXY, self.context))
        return (*roles, rotation_role(purpose.rotation, self.context)) if purpose.rotation else tuple(roles)

    def _reference(self, path: str, key: str) -> pulumi.Input[str]:
        """The whole value, or what stands under `key` of a JSON object."""
        arn = self.store.refs[path].arn
        return pulumi.Output.concat(arn, f":{key}::") if key else arn
