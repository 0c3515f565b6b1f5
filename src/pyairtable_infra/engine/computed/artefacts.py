"""What is uploaded: objects of S3, functions and layers of Lambda."""

from collections.abc import Mapping

from pyairtable_infra.engine.computed.subject import Computed, Rule, Subject


def _object(subject: Subject) -> Computed:
    """The id is bucket and key: https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketobjectv2/#import.

    Without a key, it is the logical name: https://github.com/pulumi/pulumi-aws/blob/master/provider/resources.go
    """
    key = subject.existing.partition("/")[2] or subject.text("key") or subject.urn.rsplit("::", 1)[-1]
    id_ = subject.existing or f"{subject.text('bucket')}/{key}"
    outputs = {
        "key": key,
        "arn": subject.arn("s3", id_, region="", account=""),
        "etag": subject.hex(32, "etag"),
        "versionId": subject.hex(32, "version"),
    }
    return Computed(id_, outputs)


def _function(subject: Subject) -> Computed:
    """https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html."""
    arn = subject.arn("lambda", f"function:{subject.name}")
    invoke = f"arn:aws:apigateway:{subject.region}:lambda:path/2015-03-31/functions/{arn}/invocations"
    outputs = {
        "arn": arn,
        "invokeArn": invoke,
        "name": subject.name,
        "qualifiedArn": f"{arn}:$LATEST",
        "version": "$LATEST",
    }
    return Computed(subject.name, outputs)


def _layer_version(subject: Subject) -> Computed:
    resource = f"layer:{subject.text('layerName')}:{subject.generation + 1}"
    arn = subject.existing or subject.arn("lambda", resource)
    layer, _, version = arn.rpartition(":")
    return Computed(arn, {"arn": arn, "layerArn": layer, "version": version})


RULES: Mapping[str, Rule] = {
    "aws:lambda/function:Function": _function,
    "aws:lambda/layerVersion:LayerVersion": _layer_version,
    "aws:lambda/permission:Permission": lambda s: Computed(s.text("statementId") or s.name),
    "aws:s3/bucketObjectv2:BucketObjectv2": _object,
}
