"""What the roles of the platform may ever do, action by action. No Pulumi.

A test holds it against every grant of every component: a new grant needs its action here, and the stack `account`
deployed before the environment.
"""

from collections.abc import Mapping, Sequence

ACTIONS: Mapping[str, Sequence[str]] = {
    "application-autoscaling": ("DescribeScalableTargets", "RegisterScalableTarget"),
    "budgets": ("ViewBudget",),
    "ce": ("GetCostAndUsage", "GetReservationPurchaseRecommendation", "GetSavingsPlansPurchaseRecommendation"),
    "cloudwatch": ("PutMetricData",),
    "compute-optimizer": (
        "GetECSServiceRecommendations",
        "GetIdleRecommendations",
        "GetRDSDatabaseRecommendations",
    ),
    "cost-optimization-hub": ("GetRecommendation", "ListRecommendations"),
    "ec2": (
        "AssignPrivateIpAddresses",
        "AttachNetworkInterface",
        "CreateNetworkInterface",
        "DeleteNetworkInterface",
        "DescribeNetworkInterfaces",
        "DescribeSubnets",
        "UnassignPrivateIpAddresses",
    ),
    "ecr": (
        "BatchCheckLayerAvailability",
        "BatchGetImage",
        "BatchImportUpstreamImage",
        "CompleteLayerUpload",
        "CreateRepository",
        "GetAuthorizationToken",
        "GetDownloadUrlForLayer",
        "InitiateLayerUpload",
        "PutImage",
        "ReplicateImage",
        "TagResource",
        "UploadLayerPart",
    ),
    "ecs": ("DescribeServices", "ListClusters", "ListServices", "RunTask", "TagResource", "UpdateService"),
    "elasticache": ("Connect",),
    "kms": ("CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey", "RetireGrant"),
    "lambda": ("InvokeFunction",),
    "logs": ("CreateLogStream", "DescribeLogStreams", "PutLogEvents"),
    "rds": (
        "DescribeDBClusters",
        "DescribeDBInstances",
        "StartDBCluster",
        "StartDBInstance",
        "StopDBCluster",
        "StopDBInstance",
    ),
    "s3": ("AbortMultipartUpload", "DeleteObject", "GetObject", "ListBucket", "PutObject"),
    "secretsmanager": (
        "DescribeSecret",
        "GetSecretValue",
        "ListSecrets",
        "PutSecretValue",
        "UpdateSecretVersionStage",
    ),
    "scheduler": ("GetSchedule", "UpdateSchedule"),
    "sns": ("Publish",),
    "sqs": ("ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"),
    "ssm": ("DeleteParameter", "GetParameter", "PutParameter"),
    "ssmmessages": ("CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"),
}
"""By service. `iam:PassRole` has a statement of its own."""

PASSED_TO = ("ecs-tasks.amazonaws.com", "scheduler.amazonaws.com")
"""The services to which a role of the platform may hand another one."""

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
GLOBAL = ("budgets:*", "ce:*", "cost-optimization-hub:*", "iam:PassRole")
"""What AWS answers from one region, wherever it is asked."""

NEVER = (
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
    "iam:Add*",
    "iam:Attach*",
    "iam:Create*",
    "iam:Deactivate*",
    "iam:Delete*",
    "iam:Detach*",
    "iam:Enable*",
    "iam:Put*",
    "iam:Remove*",
    "iam:Set*",
    "iam:Tag*",
    "iam:Untag*",
    "iam:Update*",
    "iam:Upload*",
    "sts:AssumeRole",
    "sts:GetFederationToken",
    # https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-permissions-ref.html
    "account:*",
    "aws-portal:*",
    "billing:*",
    "organizations:*",
    "payments:*",
    "savingsplans:Create*",
    "tax:*",
)
"""What no role of the platform may do, whoever grants it: become somebody else, change who may do what (its own
boundary is a part of that), pay, or change account and organization.

A resource's own policy can grant past what a boundary leaves out, but not past what it denies:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
"""


def platform_actions() -> list[str]:
    """Every action, as a policy names it."""
    return [f"{service}:{action}" for service, actions in ACTIONS.items() for action in actions]
