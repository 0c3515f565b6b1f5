"""What a role may never do with the state and the key, whatever else is attached to it.

`--deploy-policy PowerUserAccess` grants `s3:*` and `kms:*` on everything, the state of the other environments too. A
denial in the bucket's and in the key's own policy outweighs that
(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). Roles are named by
`aws:PrincipalArn`, which for a session is the role's ARN, so the policies hold before a role exists, and also for one
that is deleted and made again
(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn).
It does not hold a role that may change IAM, for that can become another role. A boundary does: that of the profile
(`bounds.py`), or `--boundary`.
"""

from collections.abc import Sequence

from pyairtable_infra.operations.bootstrap import layout
from pyairtable_infra.operations.bootstrap.documents import Condition, Statement, deny, document
from pyairtable_infra.operations.bootstrap.grants import S3_CONTEXT, STACK_CONTEXT, bucket_context
from pyairtable_infra.operations.bootstrap.site import Site

READING = ("s3:GetObject", "s3:ListBucket")
USING = (*READING, "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject")
DECRYPTING = ("kms:Decrypt", "kms:GenerateDataKey")
OLDEST_TLS = "1.2"


def bucket_policy(site: Site, environments: Sequence[str], previewed: Sequence[str]) -> str:
    """Nobody without TLS; a deploy role its own stack only; the preview role reads, and only what it previews.

    `NotResource` in a bucket's policy: https://repost.aws/knowledge-center/s3-allow-certain-file-types
    """
    whole = [site.bucket_arn, *site.object_arns("*")]
    shared = [site.bucket_arn, *site.object_arns(layout.META)]
    read = [file for environment in previewed for file in layout.state(site.project, environment)]
    deployers, preview = _deployers(site), _is(site, site.previewer)
    return document(
        # https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
        deny("TlsOnly", {"Bool": {"aws:SecureTransport": "false"}}, Action=["s3:*"], Resource=whole),
        deny("NoOldTls", {"NumericLessThan": {"s3:TlsVersion": OLDEST_TLS}}, Action=["s3:*"], Resource=whole),
        deny("MetaIsRead", _any_role(site), NotAction=["s3:GetObject"], Resource=site.object_arns(layout.META)),
        deny("DeployersUse", deployers, NotAction=USING, Resource=whole),
        deny("PreviewReads", preview, NotAction=READING, Resource=whole),
        deny("PreviewKeepsToItself", preview, Action=["s3:*"], NotResource=[*shared, *site.object_arns(*read)]),
        *(
            deny(
                f"{_word(environment)}KeepsToItself",
                _is(site, site.deployer(environment)),
                Action=["s3:*"],
                NotResource=[*shared, *site.object_arns(*layout.everything(site.project, environment))],
            )
            for environment in environments
        ),
        deny("OthersStayOut", _strangers(site, environments), Action=["s3:*"], Resource=whole),
    )


def key_policy(site: Site, environments: Sequence[str], previewed: Sequence[str]) -> str:
    """The account decides who uses the key, so nobody can lock it out; a role of ours only for its own environment.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
    A negated condition holds where its key is missing too, so a call without an encryption context is refused.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    every = {"Resource": ["*"]}
    account: Statement = {
        "Sid": "Account",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{site.account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    return document(
        account,
        deny("RolesUse", _any_role(site), NotAction=[*DECRYPTING, "kms:DescribeKey"], **every),
        deny("PreviewReads", _is(site, site.previewer), Action=["kms:GenerateDataKey"], **every),
        _for_stacks(site, "PreviewKeepsToItself", site.previewer, previewed),
        *(
            _for_stacks(site, f"{_word(environment)}KeepsToItself", site.deployer(environment), [environment])
            for environment in environments
        ),
        deny("OthersStayOut", _strangers(site, environments), Action=["kms:*"], **every),
    )


def _for_stacks(site: Site, sid: str, role: str, environments: Sequence[str]) -> Statement:
    elsewhere: Condition = {
        **_is(site, role),
        "StringNotEquals": {STACK_CONTEXT: sorted(environments)},
        "StringNotLike": {S3_CONTEXT: bucket_context(site)},
    }
    return deny(sid, elsewhere, Action=DECRYPTING, Resource=["*"])


def _is(site: Site, role: str) -> Condition:
    return {"ArnEquals": {"aws:PrincipalArn": site.role_arn(role)}}


def _deployers(site: Site) -> Condition:
    return {"ArnLike": {"aws:PrincipalArn": site.role_arn(site.deployer("*"))}}


def _any_role(site: Site) -> Condition:
    return {"ArnLike": {"aws:PrincipalArn": site.own_role_arns}}


def _strangers(site: Site, environments: Sequence[str]) -> Condition:
    """Deploy roles of environments that are gone, or that nobody has named."""
    known = sorted(site.role_arn(site.deployer(environment)) for environment in environments)
    return {**_deployers(site), "ArnNotEquals": {"aws:PrincipalArn": known}}


def _word(environment: str) -> str:
    """An environment's name in a Sid, which takes letters and digits only; two names never give one word."""
    name = environment.replace("-", "Dash")
    return name[0].upper() + name[1:]
