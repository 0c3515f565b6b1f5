"""CloudWatch, CloudWatch Logs, EventBridge.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/
https://docs.aws.amazon.com/eventbridge/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place

CALLS = (
    Call(
        "aws:cloudwatch/logGroup:LogGroup",
        "logs.CreateLogGroup",
        places={"name": "logGroupName", "retentionInDays": "PutRetentionPolicy:retentionInDays"},
        aside={"namePrefix": "the beginning of the name", "skipDestroy": "how the group is deleted"},
    ),
    Call(
        "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        "logs.PutMetricFilter",
        places={
            "name": "filterName",
            "pattern": "filterPattern",
            "metricTransformation.name": "metricName",
            "metricTransformation.namespace": "metricNamespace",
            "metricTransformation.value": "metricValue",
        },
    ),
    Call(
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        "logs.PutSubscriptionFilter",
        places={"logGroup": "logGroupName", "name": "filterName"},
    ),
    Call(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        "cloudwatch.PutMetricAlarm",
        places={
            "name": "AlarmName",
            "metricQueries": "Metrics",
            "metricQueries.metric": "MetricStat",
            "metricQueries.metric.dimensions": "Metric.Dimensions",
            "metricQueries.metric.metricName": "Metric.MetricName",
            "metricQueries.metric.namespace": "Metric.Namespace",
        },
    ),
    Call(
        "aws:cloudwatch/dashboard:Dashboard",
        "cloudwatch.PutDashboard",
        places={"dashboardBody": Place(json=True)},
    ),
    Call(
        "aws:cloudwatch/eventRule:EventRule",
        "events.PutRule",
        places={"eventPattern": Place(json=True)},
        aside={
            "forceDestroy": "how the rule is deleted",
            "isEnabled": "true or false, where the API has a state",
            "namePrefix": "the beginning of the name",
        },
    ),
    Call(
        "aws:cloudwatch/eventTarget:EventTarget",
        "events.PutTargets",
        into="Targets[]",
        places={
            "rule": "/Rule",
            "eventBusName": "/EventBusName",
            "targetId": "Id",
            "appsyncTarget": "AppSyncParameters",
            "batchTarget": "BatchParameters",
            "batchTarget.arraySize": "ArrayProperties.Size",
            "batchTarget.jobAttempts": "RetryStrategy.Attempts",
            "ecsTarget": "EcsParameters",
            "ecsTarget.networkConfiguration": "NetworkConfiguration.awsvpcConfiguration",
            "ecsTarget.orderedPlacementStrategies": "PlacementStrategy",
            "httpTarget": "HttpParameters",
            "inputTransformer.inputPaths": "InputPathsMap",
            "kinesisTarget": "KinesisParameters",
            "redshiftTarget": "RedshiftDataParameters",
            "redshiftTarget.secretsManagerArn": "SecretManagerArn",
            "runCommandTargets": "RunCommandParameters.RunCommandTargets",
            "sagemakerPipelineTarget": "SageMakerPipelineParameters",
            "sqsTarget": "SqsParameters",
        },
        aside={"forceDestroy": "how the target is deleted"},
        supplied=("Targets.Id",),
    ),
)
