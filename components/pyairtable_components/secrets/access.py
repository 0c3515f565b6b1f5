"""Who may read a secret: the policy that stands on it, and what a reader is granted."""

from collections.abc import Sequence

from pulumi import Input

from pyairtable_components.context import Context
from pyairtable_components.identity.policy import Statement, allow

READ = "secretsmanager:GetSecretValue"
"""BatchGetSecretValue asks for it too:
https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
"""


def only(readers: Sequence[str], context: Context) -> Statement:
    """The statement of a secret's policy that denies its value to everybody but the roles `readers`.

    It compares the ARN of the role that was assumed, so a role need not exist before the secret
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn).
    It denies reading alone: who administers the account can still change the policy, put another value and delete the
    secret, and its root user can read it. A call that an AWS service makes by itself, without a role of this account,
    has no such ARN, and would be denied too but for `aws:PrincipalIsAWSService`
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice).

    Args:
        readers: ARNs of roles.
        context: What holds for the stack.
    """
    root = f"arn:{context.partition}:iam::{context.account_id}:root"
    return Statement(
        [READ],
        ["*"],
        {"AWS": ["*"]},
        {
            "ArnNotLike": {"aws:PrincipalArn": sorted({*readers, root})},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
        effect="Deny",
        sid="OnlyReaders",
    )


def reading(secrets: Sequence[Input[str]], key_arn: Input[str], context: Context) -> tuple[Statement, ...]:
    """What a reader of `secrets` is granted: their values, and to decrypt them through Secrets Manager only."""
    return (allow(READ, on=secrets), allow("kms:Decrypt", on=[key_arn], when=through_secrets_manager(context)))


def through_secrets_manager(context: Context) -> dict[str, dict[str, str]]:
    """The condition that a key is used for a secret, and for nothing else.

    https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    """
    return {"StringEquals": {"kms:ViaService": f"secretsmanager.{context.region}.amazonaws.com"}}
