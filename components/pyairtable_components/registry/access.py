"""What whoever pulls an image from ECR, or pushes one, must be allowed to do. No Pulumi."""

# https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
"""An image that ECR holds."""

# https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
PUSH = (
    *PULL,
    "ecr:CompleteLayerUpload",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
)
"""An image that is pushed, scanned where it lies, and then given its tag."""
ENTER = "ecr:GetAuthorizationToken"
"""A password of the registry, which says nothing of what it opens."""

# https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
FETCH = ("ecr:BatchImportUpstreamImage", "ecr:CreateRepository")
"""An image that ECR fetches from elsewhere, for which the first pull makes the repository."""
