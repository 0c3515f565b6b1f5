"""Route 53, Cloud Map.

https://docs.aws.amazon.com/Route53/latest/APIReference/ https://docs.aws.amazon.com/cloud-map/latest/api/
"""

from pyairtable_infra.engine.standin.aws.calls import Call, apart

CALLS = (
    Call(
        "aws:route53/record:Record",
        "route53.ChangeResourceRecordSets",
        into="ChangeBatch.Changes[].ResourceRecordSet",
        places={
            "zoneId": "/HostedZoneId",
            "aliases": "AliasTarget",
            "aliases.name": "DNSName",
            "aliases.zoneId": "HostedZoneId",
            "cidrRoutingPolicy": "CidrRoutingConfig",
            "failoverRoutingPolicies": ".",
            "failoverRoutingPolicies.type": "Failover",
            "geolocationRoutingPolicies": "GeoLocation",
            "geolocationRoutingPolicies.continent": "ContinentCode",
            "geolocationRoutingPolicies.country": "CountryCode",
            "geolocationRoutingPolicies.subdivision": "SubdivisionCode",
            "geoproximityRoutingPolicy": "GeoProximityLocation",
            "latencyRoutingPolicies": ".",
            "latencyRoutingPolicies.region": "Region",
            "multivalueAnswerRoutingPolicy": "MultiValueAnswer",
            "records": "ResourceRecords[*].Value",
            "weightedRoutingPolicies": ".",
            "weightedRoutingPolicies.weight": "Weight",
        },
        aside={"allowOverwrite": "whether the change is an upsert"},
        supplied=("ChangeBatch.Changes.Action",),
    ),
    Call(
        "aws:route53/zone:Zone",
        "route53.CreateHostedZone",
        places={"comment": "HostedZoneConfig.Comment", "tags": "ChangeTagsForResource:AddTags"},
        aside={
            "enableAcceleratedRecovery": "set by UpdateHostedZoneFeatures",
            "forceDestroy": "how the zone is deleted",
        },
        supplied=("CallerReference",),
    ),
    Call("aws:servicediscovery/httpNamespace:HttpNamespace", "servicediscovery.CreateHttpNamespace"),
    Call("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", "servicediscovery.CreatePrivateDnsNamespace"),
    Call("aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace", "servicediscovery.CreatePublicDnsNamespace"),
    Call(
        "aws:servicediscovery/service:Service",
        "servicediscovery.CreateService",
        aside=apart("how the service is deleted", "forceDestroy"),
    ),
)
