"""The words that specs are written in: annotated types that check themselves and show an example."""

from pyairtable_components.vocabulary.compute import Architecture, Cpu, Memory, Percent, Seconds, TaskCount
from pyairtable_components.vocabulary.identity import (
    AccountId,
    Arn,
    DataClassification,
    MonitoringLevel,
    PolicyReference,
    ProtectionLevel,
    Region,
    Stage,
    Zone,
)
from pyairtable_components.vocabulary.image import Digest, ImageRef, ImageTag
from pyairtable_components.vocabulary.names import (
    EnvironmentName,
    RolePattern,
    SecretPath,
    ServiceName,
    TagValue,
    VariableName,
    physical_name,
)
from pyairtable_components.vocabulary.network import Cidr, DomainName, HostedZoneId, Port, UrlPath
from pyairtable_components.vocabulary.schedule import ScheduleExpression, TimeOfDay, TimeZone

__all__ = [
    "AccountId",
    "Architecture",
    "Arn",
    "Cidr",
    "Cpu",
    "DataClassification",
    "Digest",
    "DomainName",
    "EnvironmentName",
    "HostedZoneId",
    "ImageRef",
    "ImageTag",
    "Memory",
    "MonitoringLevel",
    "Percent",
    "PolicyReference",
    "Port",
    "ProtectionLevel",
    "Region",
    "RolePattern",
    "ScheduleExpression",
    "Seconds",
    "SecretPath",
    "ServiceName",
    "Stage",
    "TagValue",
    "TaskCount",
    "TimeOfDay",
    "TimeZone",
    "UrlPath",
    "VariableName",
    "Zone",
    "physical_name",
]
