"""Application Auto Scaling and EC2 Auto Scaling.

https://docs.aws.amazon.com/autoscaling/application/APIReference/ https://docs.aws.amazon.com/autoscaling/ec2/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, apart

CALLS = (
    Call("aws:appautoscaling/target:Target", "application-autoscaling.RegisterScalableTarget"),
    Call(
        "aws:appautoscaling/policy:Policy",
        "application-autoscaling.PutScalingPolicy",
        places={"name": "PolicyName"},
    ),
    Call(
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        "application-autoscaling.PutScheduledAction",
        places={"name": "ScheduledActionName"},
    ),
    Call(
        "aws:autoscaling/group:Group",
        "autoscaling.CreateAutoScalingGroup",
        places={
            "enabledMetrics": "EnableMetricsCollection:Metrics",
            "initialLifecycleHooks": "LifecycleHookSpecificationList",
            "initialLifecycleHooks.name": "LifecycleHookName",
            "instanceRefresh": ".",
            "instanceRefresh.preferences": "StartInstanceRefresh:Preferences",
            "instanceRefresh.strategy": "StartInstanceRefresh:Strategy",
            "launchConfiguration": "LaunchConfigurationName",
            "launchTemplate.id": "LaunchTemplateId",
            "launchTemplate.name": "LaunchTemplateName",
            "loadBalancers": "LoadBalancerNames",
            "metricsGranularity": "EnableMetricsCollection:Granularity",
            "name": "AutoScalingGroupName",
            "protectFromScaleIn": "NewInstancesProtectedFromScaleIn",
            "suspendedProcesses": "SuspendProcesses:ScalingProcesses",
            "warmPool": ".",
            "warmPool.instanceReusePolicy": "PutWarmPool:InstanceReusePolicy",
            "warmPool.maxGroupPreparedCapacity": "PutWarmPool:MaxGroupPreparedCapacity",
            "warmPool.minSize": "PutWarmPool:MinSize",
            "warmPool.poolState": "PutWarmPool:PoolState",
        },
        aside={
            "namePrefix": "the beginning of the name",
            "instanceRefresh.triggers": "what makes the provider refresh",
            **apart("how the group is deleted", "forceDelete forceDeleteWarmPool"),
            **apart(
                "how the provider waits",
                "ignoreFailedScalingActivities minElbCapacity waitForCapacityTimeout waitForElbCapacity",
            ),
        },
    ),
    Call(
        "aws:autoscaling/policy:Policy",
        "autoscaling.PutScalingPolicy",
        places={
            "name": "PolicyName",
            "targetTrackingConfiguration.customizedMetricSpecification.metricDimensions": "Dimensions",
        },
    ),
    Call("aws:autoscaling/schedule:Schedule", "autoscaling.PutScheduledUpdateGroupAction"),
)
