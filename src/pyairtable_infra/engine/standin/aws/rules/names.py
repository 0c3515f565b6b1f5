"""Names and numbers that are checked by the service alone: buckets, aliases, retention, certificates."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyairtable_infra.engine.standin.aws.given import is_open
from pyairtable_infra.engine.standin.aws.messages import missing, problem, shown
from pyairtable_infra.engine.standin.aws.numbers import as_number
from pyairtable_infra.engine.standin.problems import Problem

Inputs = Mapping[str, Any]

_RETENTION = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
_BUCKET = re.compile(r"(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")

_ALIAS = re.compile("alias/(?!aws/)")


def _retention(inputs: Inputs) -> Iterator[Problem]:
    """The days that a log group keeps its events; 0 is for ever.

    https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    """
    given = inputs.get("retentionInDays")
    days = as_number(given, whole=True) if not is_open(given) else None
    if days is not None and days not in (0, *_RETENTION):
        near = min(_RETENTION, key=lambda each: abs(each - days))
        allowed = ", ".join(map(str, _RETENTION))
        yield problem("retentionInDays", f"{days} is not one of {allowed}", str(near))


def _bucket(inputs: Inputs) -> Iterator[Problem]:
    """What a bucket may be called.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    """
    name = inputs.get("bucket")
    if isinstance(name, str) and not is_open(name) and not _BUCKET.fullmatch(name):
        example = re.sub("[^a-z0-9-]+", "-", name.lower()).strip("-")[:63]
        example = example if _BUCKET.fullmatch(example) else "example-bucket"
        yield problem("bucket", f"{shown('bucket', name)} is no name of a bucket", f'"{example}"')


def _alias(inputs: Inputs) -> Iterator[Problem]:
    """An alias begins with alias/, and alias/aws/ is for AWS.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
    """
    for key in ("name", "namePrefix"):
        name = inputs.get(key)
        if isinstance(name, str) and not is_open(name) and not _ALIAS.match(name):
            said = "must begin with alias/, and not with alias/aws/"
            yield problem(key, f"{shown(key, name)} {said}", f'"alias/{name.rpartition("/")[2]}"')


def _domain(inputs: Inputs) -> Iterator[Problem]:
    """A certificate is requested for a domain, or imported with its key.

    https://www.pulumi.com/registry/packages/aws/api-docs/acm/certificate/
    """
    if not any(inputs.get(key) is not None for key in ("domainName", "privateKey", "privateKeyWo", "certificateBody")):
        yield missing("domainName", '"example.com"')


RULES = {
    "aws:acm/certificate:Certificate": (_domain,),
    "aws:cloudwatch/logGroup:LogGroup": (_retention,),
    "aws:kms/alias:Alias": (_alias,),
    "aws:s3/bucket:Bucket": (_bucket,),
}
