"""What other stacks build upon."""

import pulumi
import pulumi_aws as aws

key = aws.kms.Key("shared", description="what is shared")
pulumi.export("key", {"arn": key.arn, "id": key.key_id})
pulumi.export("zones", ["eu-west-1a", "eu-west-1b"])
pulumi.export("size", 3)
pulumi.export("token", pulumi.Output.secret("canary-base-5d1f"))
pulumi.export("nested", {"open": 1, "list": ["o", pulumi.Output.secret("canary-nested-93a0")]})
