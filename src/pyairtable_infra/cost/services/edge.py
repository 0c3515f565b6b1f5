"""What stands before a region: CloudFront, API Gateway, Global Accelerator; and EFS behind it.

https://aws.amazon.com/cloudfront/pricing/
https://aws.amazon.com/api-gateway/pricing/
https://aws.amazon.com/global-accelerator/pricing/
https://aws.amazon.com/efs/pricing/
"""

from collections.abc import Iterator, Mapping

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.subject import Rule, Subject

MILLION = 1_000_000
TERABYTE = 1024

PRICES = (
    "cloudfront/transfer out US, first 10 TB",
    "cloudfront/transfer out US, next 40 TB",
    "cloudfront/transfer out US, next 100 TB",
    "cloudfront/transfer out US, next 350 TB",
    "cloudfront/HTTPS requests US",
    "api-gateway/REST, first 333 million",
    "api-gateway/REST, next 667 million",
    "api-gateway/HTTP, first 300 million",
    "api-gateway/HTTP, over 300 million",
    "global-accelerator/accelerator",
    "efs/standard storage",
    "efs/infrequent access storage",
)


def distribution(subject: Subject) -> Iterator[Line]:
    """A distribution, at the prices of the United States."""
    tiers = (
        ("cloudfront/transfer out US, first 10 TB", 10 * TERABYTE),
        ("cloudfront/transfer out US, next 40 TB", 40 * TERABYTE),
        ("cloudfront/transfer out US, next 100 TB", 100 * TERABYTE),
        ("cloudfront/transfer out US, next 350 TB", None),
    )
    yield from subject.tiered("transfer out", tiers, subject.usage("gb"))
    yield subject.used("HTTPS requests", "cloudfront/HTTPS requests US", "requests", MILLION)


def rest_api(subject: Subject) -> Iterator[Line]:
    """A REST API."""
    tiers = (("api-gateway/REST, first 333 million", 333), ("api-gateway/REST, next 667 million", None))
    yield from subject.tiered("requests", tiers, subject.usage("requests") / MILLION)


def http_api(subject: Subject) -> Iterator[Line]:
    """An HTTP API."""
    tiers = (("api-gateway/HTTP, first 300 million", 300), ("api-gateway/HTTP, over 300 million", None))
    yield from subject.tiered("requests", tiers, subject.usage("requests") / MILLION)


def accelerator(subject: Subject) -> Iterator[Line]:
    """An accelerator; its premium transfer is not in the sum unless usage says so."""
    yield subject.hourly("accelerator", "global-accelerator/accelerator")


def file_system(subject: Subject) -> Iterator[Line]:
    """A file system: what it holds is usage."""
    yield subject.used("standard storage", "efs/standard storage", "storage_gb")
    if subject.usage("infrequent_gb"):
        yield subject.used("infrequent access storage", "efs/infrequent access storage", "infrequent_gb")


RULES: Mapping[str, Rule] = {
    "aws:apigateway/restApi:RestApi": rest_api,
    "aws:apigatewayv2/api:Api": http_api,
    "aws:cloudfront/distribution:Distribution": distribution,
    "aws:efs/fileSystem:FileSystem": file_system,
    "aws:globalaccelerator/accelerator:Accelerator": accelerator,
}
FREE = (
    "aws:apigateway/deployment:Deployment",
    "aws:apigateway/integration:Integration",
    "aws:apigateway/method:Method",
    "aws:apigateway/resource:Resource",
    "aws:apigateway/stage:Stage",
    "aws:apigatewayv2/integration:Integration",
    "aws:apigatewayv2/route:Route",
    "aws:apigatewayv2/stage:Stage",
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:efs/accessPoint:AccessPoint",
    "aws:efs/mountTarget:MountTarget",
    "aws:globalaccelerator/listener:Listener",
)
