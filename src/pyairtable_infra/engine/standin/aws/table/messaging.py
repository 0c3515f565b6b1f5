"""SQS, SNS, Kinesis, EventBridge Scheduler.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/ https://docs.aws.amazon.com/sns/latest/api/
https://docs.aws.amazon.com/kinesis/latest/APIReference/ https://docs.aws.amazon.com/scheduler/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place, apart

_PREFIX = {"namePrefix": "the beginning of the name"}


def _attributes(properties: str, **others: str) -> dict[str, str]:
    """Properties that stand in a map of attributes, most by their own name with a capital."""
    return {
        **{key: f"Attributes.{key[0].upper()}{key[1:]}" for key in properties.split()},
        **{key: f"Attributes.{name}" for key, name in others.items()},
    }


def _json(properties: str) -> dict[str, Place]:
    """Attributes that are JSON text."""
    return {key: Place(to, json=True) for key, to in _attributes(properties).items()}


CALLS = (
    Call(
        "aws:sqs/queue:Queue",
        "sqs.CreateQueue",
        places={
            **_attributes(
                "contentBasedDeduplication deduplicationScope delaySeconds fifoQueue fifoThroughputLimit "
                "kmsDataKeyReusePeriodSeconds kmsMasterKeyId sqsManagedSseEnabled",
                maxMessageSize="MaximumMessageSize",
                messageRetentionSeconds="MessageRetentionPeriod",
                receiveWaitTimeSeconds="ReceiveMessageWaitTimeSeconds",
                visibilityTimeoutSeconds="VisibilityTimeout",
            ),
            "name": "QueueName",
            **_json("redriveAllowPolicy redrivePolicy"),
            "policy": Place("Attributes.Policy", policy="resource"),
        },
        aside=_PREFIX,
    ),
    Call(
        "aws:sqs/queuePolicy:QueuePolicy",
        "sqs.SetQueueAttributes",
        places={"policy": Place("Attributes.Policy", policy="resource")},
    ),
    Call(
        "aws:sns/topic:Topic",
        "sns.CreateTopic",
        places={
            **_attributes(
                "contentBasedDeduplication displayName fifoThroughputScope fifoTopic "
                "kmsMasterKeyId maximumMessageSize signatureVersion tracingConfig",
            ),
            **_json("archivePolicy deliveryPolicy"),
            "policy": Place("Attributes.Policy", policy="resource"),
        },
        aside={
            **_PREFIX,
            **apart(
                "an attribute, set by SetTopicAttributes",
                "applicationFailure* applicationSuccess* firehose* http* lambda* sqs*",
            ),
        },
    ),
    Call(
        "aws:sns/topicPolicy:TopicPolicy",
        "sns.SetTopicAttributes",
        places={"arn": "TopicArn", "policy": Place("AttributeValue", policy="resource")},
        supplied=("AttributeName",),
    ),
    Call(
        "aws:sns/topicSubscription:TopicSubscription",
        "sns.Subscribe",
        places={
            **_attributes("filterPolicyScope rawMessageDelivery subscriptionRoleArn"),
            **_json("deliveryPolicy filterPolicy redrivePolicy replayPolicy"),
            "topic": "TopicArn",
        },
        aside=apart("how the provider waits", "confirmationTimeoutInMinutes endpointAutoConfirms"),
    ),
    Call(
        "aws:kinesis/stream:Stream",
        "kinesis.CreateStream",
        places={
            "encryptionType": "StartStreamEncryption:EncryptionType",
            "kmsKeyId": "StartStreamEncryption:KeyId",
            "name": "StreamName",
            "retentionPeriod": "IncreaseStreamRetentionPeriod:RetentionPeriodHours",
            "shardLevelMetrics": "EnableEnhancedMonitoring:ShardLevelMetrics",
        },
        aside={"arn": "made by AWS", "enforceConsumerDeletion": "how the stream is deleted"},
    ),
    Call(
        "aws:scheduler/schedule:Schedule",
        "scheduler.CreateSchedule",
        places={
            "target.ecsParameters.networkConfiguration": "NetworkConfiguration.awsvpcConfiguration",
            "target.ecsParameters.tags": "Tags[]",
            "target.sagemakerPipelineParameters.pipelineParameters": "PipelineParameterList",
        },
        aside=_PREFIX,
    ),
    Call("aws:scheduler/scheduleGroup:ScheduleGroup", "scheduler.CreateScheduleGroup", aside=_PREFIX),
)
