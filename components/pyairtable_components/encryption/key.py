"""A customer-managed KMS key."""

from collections.abc import Sequence

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import kms

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Conditions, Statement, document

# https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
ADMINISTRATION = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:CreateGrant",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:ListRetirableGrants",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
)
# https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-users-crypto
USE = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)


def via_service(service: str, context: Context) -> str:
    """A service as the condition `kms:ViaService` names it."""
    return f"{service}.{context.region}.amazonaws.com"


class EncryptionKey(Component, token="pyairtable:encryption:Key"):
    """A symmetric KMS key that rotates every year, with an alias and a policy that names its users.

    The account may administer the key and delegates that through IAM, so nobody is locked out; only the named
    users may encrypt and decrypt. CloudWatch Logs, where it is a user, may do so for the log groups of this
    environment only, those that AWS services name after a resource of it included
    (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html). Through the services of
    `through`, whoever of the account may use the key by IAM may use it
    (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service).

    Args:
        name: Logical name; also the last part of the alias.
        context: What holds for the stack. Deletion waits 30 days, 7 where the protection level is `none`.
        users: ARNs of the roles that encrypt and decrypt.
        log_groups: Whether CloudWatch Logs may use the key for the log groups of this environment.
        roles: Whether roles of this environment may use the key as far as their own policies allow. It is for a key
            that is made before its users.
        trails: ARNs of CloudTrail's trails that encrypt their log files.
        senders: AWS services that publish to encrypted topics and queues of this account by themselves.
        through: Services that store data under the key, for example `s3` and `rds`.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        context: Context,
        *,
        users: Sequence[Input[str]] = (),
        log_groups: bool = False,
        roles: bool = False,
        trails: Sequence[str] = (),
        senders: Sequence[str] = (),
        through: Sequence[str] = (),
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        root = f"arn:{context.partition}:iam::{context.account_id}:root"
        statements = [Statement(ADMINISTRATION, ["*"], {"AWS": [root]}, sid="Administration")]
        if users:
            statements.append(Statement(USE, ["*"], {"AWS": list(users)}, sid="Users"))
        if log_groups:
            ours = [
                context.arn("logs", f"log-group:/{context.project}/{context.environment}/*"),
                context.arn("logs", f"log-group:/aws/*/{context.name('*')}"),
            ]
            logs = {"Service": [f"logs.{context.region}.amazonaws.com"]}
            only = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": ours}}
            statements.append(Statement(USE, ["*"], logs, only, sid="LogGroups"))
        if roles:
            # https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html: the rest is up to IAM.
            named = f"arn:{context.partition}:iam::{context.account_id}:role/{context.name('*')}"
            ours_only = {"ArnLike": {"aws:PrincipalArn": named}}
            statements.append(Statement(USE, ["*"], {"AWS": [root]}, ours_only, sid="Roles"))
        if trails:
            statements += _of_trails(trails, context)
        if senders:
            # https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
            account = {"StringEquals": {"aws:SourceAccount": context.account_id}}
            publish = ("kms:Decrypt", "kms:GenerateDataKey")
            statements.append(Statement(publish, ["*"], {"Service": list(senders)}, account, sid="Senders"))
        if through:
            via = {"StringEquals": {"kms:ViaService": [via_service(each, context) for each in sorted(through)]}}
            statements.append(Statement(USE, ["*"], {"AWS": [root]}, via, sid="ThroughServices"))
        key = kms.Key(
            f"{name}-key",
            region=context.region,
            description=f"{name} of {context.project} {context.environment}",
            enable_key_rotation=True,
            deletion_window_in_days=30 if context.protects else 7,
            policy=document(*statements),
            tags=self.tags(),
            opts=self.lasting(),
        )
        kms.Alias(
            f"{name}-alias",
            region=context.region,
            name=f"alias/{context.name(name)}",
            target_key_id=key.key_id,
            opts=self.own(),
        )
        self.arn: Output[str] = key.arn
        self.register_outputs({"arn": self.arn})


def _of_trails(trails: Sequence[str], context: Context) -> tuple[Statement, ...]:
    """https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html."""
    by, ours = {"Service": ["cloudtrail.amazonaws.com"]}, {"aws:SourceArn": list(trails)}
    every = f"arn:{context.partition}:cloudtrail:*:{context.account_id}:trail/*"
    files: Conditions = {"StringEquals": ours, "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": every}}
    generate = ("kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext")
    return (
        Statement(generate, ["*"], by, files, sid="TrailsEncrypt"),
        Statement(["kms:DescribeKey"], ["*"], by, {"StringEquals": ours}, sid="TrailsLook"),
    )
