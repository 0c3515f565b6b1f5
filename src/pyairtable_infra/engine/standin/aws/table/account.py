"""What an account has once: budgets, Cost Explorer, chat channels, CloudTrail.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/
https://docs.aws.amazon.com/chatbot/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, Place, apart

CALLS = (
    Call(
        "aws:budgets/budget:Budget",
        "budgets.CreateBudget",
        into="Budget",
        places={
            "accountId": "/AccountId",
            "limitAmount": "BudgetLimit.Amount",
            "limitUnit": "BudgetLimit.Unit",
            "metrics": "Metrics[]",
            "name": "BudgetName",
            "notifications": "/NotificationsWithSubscribers",
            "notifications.comparisonOperator": "Notification.ComparisonOperator",
            "notifications.notificationType": "Notification.NotificationType",
            "notifications.subscriberEmailAddresses": "Subscribers[*].Address",
            "notifications.subscriberSnsTopicArns": "Subscribers[*].Address",
            "notifications.threshold": "Notification.Threshold",
            "notifications.thresholdType": "Notification.ThresholdType",
            "tags": "/ResourceTags",
        },
        aside={
            "namePrefix": "the beginning of the name",
            **apart("a list here, a map in the API", "costFilters plannedLimits"),
            **apart("a time in a form of the provider's own", "timePeriodEnd timePeriodStart"),
        },
        supplied=("AccountId", "NotificationsWithSubscribers.Subscribers.SubscriptionType"),
    ),
    Call(
        "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        "ce.CreateAnomalyMonitor",
        into="AnomalyMonitor",
        places={
            "monitorSpecification": Place(json=True),
            "name": "MonitorName",
            "tags": "/ResourceTags",
        },
    ),
    Call(
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        "ce.CreateAnomalySubscription",
        into="AnomalySubscription",
        places={
            "monitorArnLists": "MonitorArnList",
            "name": "SubscriptionName",
            "tags": "/ResourceTags",
            "*.ands": "And",
            "*.costCategory": "CostCategories",
            "*.dimension": "Dimensions",
            "*.ors": "Or",
        },
    ),
    Call(
        "aws:costexplorer/costAllocationTag:CostAllocationTag",
        "ce.UpdateCostAllocationTagsStatus",
        into="CostAllocationTagsStatus[]",
    ),
    Call(
        "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
        "chatbot.CreateSlackChannelConfiguration",
        aside={"timeouts": "how long the provider waits"},
    ),
    Call(
        "aws:cloudtrail/trail:Trail",
        "cloudtrail.CreateTrail",
        places={
            "advancedEventSelectors": "PutEventSelectors:AdvancedEventSelectors",
            "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn",
            "eventSelectors": "PutEventSelectors:EventSelectors",
            "insightSelectors": "PutInsightSelectors:InsightSelectors",
            "tags": "TagsList",
        },
        aside={"enableLogging": "whether StartLogging is called"},
    ),
)
