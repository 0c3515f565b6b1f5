"""What EventBridge is told about images. No Pulumi."""

from collections.abc import Mapping
from typing import Any, Literal


def critical_findings(scanning: Literal["basic", "enhanced"]) -> Mapping[str, Any]:
    """The pattern of events that report a critical vulnerability of an image.

    Basic: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
    Enhanced: https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html, of which images are one
    kind of resource.
    """
    if scanning == "basic":
        return {
            "source": ["aws.ecr"],
            "detail-type": ["ECR Image Scan"],
            "detail": {"finding-severity-counts": {"CRITICAL": [{"numeric": [">", 0]}]}},
        }
    return {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        "detail": {
            "severity": ["CRITICAL"],
            "status": ["ACTIVE"],
            "resources": {"type": ["AWS_ECR_CONTAINER_IMAGE"]},
        },
    }
