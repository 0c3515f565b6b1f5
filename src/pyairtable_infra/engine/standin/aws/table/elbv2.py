"""Elastic Load Balancing.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, apart

_ACTIONS = {
    "*.authenticateCognito": "AuthenticateCognitoConfig",
    "*.authenticateOidc": "AuthenticateOidcConfig",
    "*.fixedResponse": "FixedResponseConfig",
    "*.forward": "ForwardConfig",
    "*.jwtValidation": "JwtValidationConfig",
    "*.redirect": "RedirectConfig",
    "*.stickiness": "TargetGroupStickinessConfig",
    "*.duration": "DurationSeconds",
    "*.targetGroups.arn": "TargetGroupArn",
}
"""What a listener does: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html"""

CALLS = (
    Call(
        "aws:lb/loadBalancer:LoadBalancer",
        "elbv2.CreateLoadBalancer",
        places={
            "loadBalancerType": "Type",
            "minimumLoadBalancerCapacity": "ModifyCapacityReservation:MinimumLoadBalancerCapacity",
        },
        aside={
            "internal": "true or false, where the API has a scheme",
            "namePrefix": "the beginning of the name",
            "subnetMappings.outpostId": "read from the subnet",
            **apart(
                "an attribute, set by ModifyLoadBalancerAttributes",
                "accessLogs clientKeepAlive connectionLogs desyncMitigationMode dnsRecordClientRoutingPolicy "
                "dropInvalidHeaderFields enable* healthCheckLogs idleTimeout preserveHostHeader "
                "secondaryIpsAutoAssignedPerSubnet xffHeaderProcessingMode",
            ),
            "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "set by SetSecurityGroups",
        },
    ),
    Call(
        "aws:lb/targetGroup:TargetGroup",
        "elbv2.CreateTargetGroup",
        places={
            "healthCheck": ".",
            "healthCheck.enabled": "HealthCheckEnabled",
            "healthCheck.healthyThreshold": "HealthyThresholdCount",
            "healthCheck.interval": "HealthCheckIntervalSeconds",
            "healthCheck.matcher": "Matcher.HttpCode",
            "healthCheck.path": "HealthCheckPath",
            "healthCheck.port": "HealthCheckPort",
            "healthCheck.protocol": "HealthCheckProtocol",
            "healthCheck.timeout": "HealthCheckTimeoutSeconds",
            "healthCheck.unhealthyThreshold": "UnhealthyThresholdCount",
        },
        aside={
            "namePrefix": "the beginning of the name",
            **apart(
                "an attribute, set by ModifyTargetGroupAttributes",
                "connectionTermination deregistrationDelay lambdaMultiValueHeadersEnabled loadBalancing* "
                "preserveClientIp proxyProtocolV2 slowStart stickiness targetFailovers targetGroupHealth "
                "targetHealthStates",
            ),
        },
    ),
    Call(
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        "elbv2.RegisterTargets",
        places={
            "availabilityZone": "Targets[].AvailabilityZone",
            "port": "Targets[].Port",
            "quicServerId": "Targets[].QuicServerId",
            "targetId": "Targets[].Id",
        },
    ),
    Call(
        "aws:lb/listener:Listener",
        "elbv2.CreateListener",
        places={**_ACTIONS, "alpnPolicy": "AlpnPolicy[]", "certificateArn": "Certificates[].CertificateArn"},
        aside=apart("an attribute, set by ModifyListenerAttributes", "routingHttp* tcpIdleTimeoutSeconds"),
    ),
    Call(
        "aws:lb/listenerCertificate:ListenerCertificate",
        "elbv2.AddListenerCertificates",
        places={"certificateArn": "Certificates[].CertificateArn"},
    ),
    Call(
        "aws:lb/listenerRule:ListenerRule",
        "elbv2.CreateRule",
        places={
            **_ACTIONS,
            "conditions.hostHeader": "HostHeaderConfig",
            "conditions.httpHeader": "HttpHeaderConfig",
            "conditions.httpRequestMethod": "HttpRequestMethodConfig",
            "conditions.pathPattern": "PathPatternConfig",
            "conditions.queryStrings": "QueryStringConfig.Values",
            "conditions.sourceIp": "SourceIpConfig",
        },
        supplied=("Priority",),
    ),
)
