"""Where everything goes, and what it is called."""

from dataclasses import dataclass

from pyairtable_components.vocabulary.github import provider_arn

PULUMI_CONTEXT = "environment"
"""The key of the KMS encryption context under which the secrets of a stack are encrypted."""


@dataclass(frozen=True)
class Site:
    """A project in an account and a region, and the names that follow from them."""

    project: str
    account: str
    region: str
    bucket: str
    key_arn: str
    """Of the key; before there is one, the ARN that stands for it."""

    @classmethod
    def of(cls, project: str, account: str, region: str, bucket: str | None) -> "Site":
        """The site before anybody has looked whether there is a key."""
        unknown = f"arn:aws:kms:{region}:{account}:key/(new)"
        return cls(project, account, region, bucket or f"{project}-pulumi-state-{account}", unknown)

    @property
    def bucket_arn(self) -> str:
        """The bucket itself."""
        return f"arn:aws:s3:::{self.bucket}"

    def object_arns(self, *keys: str) -> list[str]:
        """Objects of the bucket."""
        return [f"{self.bucket_arn}/{key}" for key in keys]

    @property
    def alias(self) -> str:
        """The alias of the key."""
        return f"alias/{self.project}-pulumi"

    @property
    def provider_arn(self) -> str:
        """GitHub as an identity provider; an account has one at most."""
        return provider_arn(self.account)

    def deployer(self, environment: str) -> str:
        """The name of the role that deploys an environment; `*` is every such role."""
        return f"{self.project}-deploy-{environment}"

    @property
    def previewer(self) -> str:
        """The name of the role that previews pull requests."""
        return f"{self.project}-preview"

    def role_arn(self, name: str) -> str:
        """A role of the account."""
        return f"arn:aws:iam::{self.account}:role/{name}"

    @property
    def own_role_arns(self) -> list[str]:
        """Every role that bootstrap makes."""
        return [self.role_arn(self.deployer("*")), self.role_arn(self.previewer)]

    @property
    def backend_url(self) -> str:
        """What `pulumi login` takes.

        `awssdk=v2` chooses the SDK in older CLIs and is ignored by newer ones.
        https://www.pulumi.com/docs/iac/guides/basics/using-a-diy-backend/#aws-s3
        """
        return f"s3://{self.bucket}?region={self.region}&awssdk=v2"

    def secrets_provider(self, environment: str) -> str:
        """What `pulumi stack init --secrets-provider` takes.

        The encryption context ties the data key of a stack to its environment, so that a role which may use the key
        for dev cannot open the secrets of prod, although Pulumi.prod.yaml holds their encrypted key for all to read.
        https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms
        https://pkg.go.dev/gocloud.dev/secrets/awskms#URLOpener
        """
        return f"awskms://{self.alias}?region={self.region}&awssdk=v2&context_{PULUMI_CONTEXT}={environment}"
