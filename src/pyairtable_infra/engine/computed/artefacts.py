"""What is uploaded: objects of S3, layers of Lambda."""

from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _object(subject: Subject) -> Computed:
    """https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketobjectv2/#import: the id is bucket and key."""
    id_ = f"{subject.text('bucket')}/{subject.text('key')}"
    outputs = {
        "arn": subject.arn("s3", id_, region="", account=""),
        "etag": subject.hex(32, "etag"),
        "versionId": subject.hex(32, "version"),
    }
    return Computed(id_, outputs)


def _layer_version(subject: Subject) -> Computed:
    layer = subject.arn("lambda", f"layer:{subject.text('layerName')}")
    version = str(subject.generation + 1)
    arn = f"{layer}:{version}"
    return Computed(arn, {"arn": arn, "layerArn": layer, "version": version})


RULES: Mapping[str, Rule] = {
    "aws:lambda/layerVersion:LayerVersion": _layer_version,
    "aws:s3/bucketObjectv2:BucketObjectv2": _object,
}
