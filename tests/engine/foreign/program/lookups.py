"""What exists already: read, imported, asked for, and told by another stack."""

import pulumi
import pulumi_aws as aws
from pulumi import InvokeOptions, InvokeOutputOptions, Output, ResourceOptions


def look_around(vpc: aws.ec2.Vpc) -> None:
    """Use what was found in resources."""
    archive = aws.s3.Bucket.get("archive", "warehouse-archive")
    aws.s3.BucketPolicy("archive", bucket=archive.bucket, policy=_readable(archive.arn).json)
    aws.ec2.SecurityGroup.get("inherited", "sg-0123456789abcdef0", vpc_id=vpc.id, opts=ResourceOptions(parent=vpc))
    aws.kms.Key(
        "imported", description="made by hand", opts=ResourceOptions(import_="1234abcd-12ab-34cd-56ef-1234567890ab")
    )

    caller, zones = aws.get_caller_identity(), aws.get_availability_zones(state="available")
    region = aws.get_region_output(opts=InvokeOptions(parent=vpc))
    aws.sqs.Queue(
        "told",
        tags={
            "account": caller.account_id,
            "zones": ",".join(zones.names),
            "region": region.region,
            "partition": aws.get_partition_output(opts=InvokeOutputOptions(depends_on=[vpc])).partition,
        },
    )

    base = pulumi.StackReference("organization/base/dev")
    key = base.require_output("key")
    aws.cloudwatch.LogGroup(
        "shared",
        kms_key_id=key["arn"],
        retention_in_days=base.get_output("size"),
        tags={
            "token": Output.concat("t-", base.require_output("token")),
            "zone": base.get_output("zones")[0],
            "n": base.get_output("nested")["list"][0],
        },
    )
    pulumi.export("from base", {"all": base.outputs, "absent": base.get_output("absent")})


def _readable(arn: Output[str]) -> Output[aws.iam.GetPolicyDocumentResult]:
    return aws.iam.get_policy_document_output(statements=arn.apply(_statements))


def _statements(arn: str) -> list[aws.iam.GetPolicyDocumentStatementArgs]:
    everyone = aws.iam.GetPolicyDocumentStatementPrincipalArgs(type="AWS", identifiers=["*"])
    return [
        aws.iam.GetPolicyDocumentStatementArgs(actions=["s3:GetObject"], resources=[f"{arn}/*"], principals=[everyone])
    ]
