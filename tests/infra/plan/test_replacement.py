"""Which changes replace a resource: against the CloudFormation schemas of cfn-lint, and by what the providers do."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi import _types

from pyairtable_infra.engine.computed import RULES
from pyairtable_infra.plan.model import UNKNOWN
from pyairtable_infra.plan.replacement import (
    REPLACED_BY,
    cause,
    deletes_before_replacing,
    replaced_by,
    replaces,
)
from tests.infra.plan.cloudformation import (
    NAMES,
    UNKNOWN_TO_PULUMI,
    WITHOUT_COUNTERPART,
    created_only,
    created_only_in_cases,
    listed,
)
from tests.infra.plan.deviations import NOT_REPLACED, ONLY_IN_CASES, REPLACED_TOO, SOFTER
from tests.sdk import sdk_class

AWS = [type_ for type_ in REPLACED_BY if type_.startswith("aws:")]
FOREIGN = (
    "aws:dynamodb/table:Table",
    "aws:ecr/repository:Repository",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:lambda/function:Function",
    "aws:rds/instance:Instance",
    "aws:secretsmanager/secret:Secret",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
    "aws:ssm/parameter:Parameter",
)
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


def _table(type_: str) -> set[str]:
    return {rule.path for rule in REPLACED_BY[type_]}


@pytest.mark.parametrize("type_", [*RULES, *FOREIGN])
def test_every_type_that_the_engine_computes_has_a_row(type_: str) -> None:
    assert type_ in REPLACED_BY, "add a row, an empty one if everything is changed in place"


@pytest.mark.parametrize("type_", AWS)
def test_every_type_is_held_against_cloudformation_or_has_no_counterpart(type_: str) -> None:
    assert (type_ in NAMES) != (type_ in WITHOUT_COUNTERPART)


@pytest.mark.parametrize("type_", NAMES)
def test_what_cloudformation_replaces_is_in_the_table_or_excused(type_: str) -> None:
    assert created_only(type_) - _table(type_) == set(NOT_REPLACED.get(type_, ()))


@pytest.mark.parametrize("type_", NAMES)
def test_what_the_table_replaces_cloudformation_replaces_or_it_is_excused(type_: str) -> None:
    extra = _table(type_) - created_only(type_) - created_only_in_cases(type_)
    assert extra - {"namePrefix"} == set(REPLACED_TOO.get(type_, ()))


@pytest.mark.parametrize("type_", NAMES)
def test_what_cloudformation_replaces_in_cases_is_in_the_table_or_excused(type_: str) -> None:
    assert created_only_in_cases(type_) - _table(type_) == set(ONLY_IN_CASES.get(type_, ()))


@pytest.mark.parametrize("type_", AWS)
def test_every_rule_with_a_condition_says_why(type_: str) -> None:
    assert {rule.path for rule in REPLACED_BY[type_] if rule.when != "changes"} == set(SOFTER.get(type_, ()))


@pytest.mark.parametrize(("type_", "names"), UNKNOWN_TO_PULUMI.items())
def test_what_pulumi_does_not_know_cloudformation_lists(type_: str, names: tuple[str, ...]) -> None:
    assert set(names) <= listed(type_)


@pytest.mark.parametrize("type_", AWS)
def test_every_property_is_one_of_the_sdk(type_: str) -> None:
    assert {str(rule.parts[0]) for rule in REPLACED_BY[type_]} <= _types.resource_types(sdk_class(type_)).keys()


@pytest.mark.parametrize(
    ("type_", "path", "before", "after", "wanted"),
    [
        ("aws:ec2/vpc:Vpc", "cidrBlock", "10.0.0.0/16", "10.1.0.0/16", "cidrBlock"),
        ("aws:ec2/vpc:Vpc", "tags.Name", "a", "b", ""),
        ("aws:ec2/vpc:Vpc", "instanceTenancy", "default", "dedicated", "instanceTenancy"),
        ("aws:ec2/vpc:Vpc", "instanceTenancy", "dedicated", "default", ""),
        ("aws:ec2/vpc:Vpc", "region", "us-east-1", "us-west-2", "region"),
        ("aws:ec2/vpc:Vpc", "region", None, "us-west-2", ""),
        ("aws:ecs/taskDefinition:TaskDefinition", "containerDefinitions[0].image", "a", "b", "containerDefinitions"),
        ("aws:servicediscovery/service:Service", "dnsConfig.dnsRecords[0].ttl", 10, 20, ""),
        (
            "aws:servicediscovery/service:Service",
            "dnsConfig.dnsRecords[0].type",
            "A",
            "AAAA",
            "dnsConfig.dnsRecords[*].type",
        ),
        (
            "aws:servicediscovery/service:Service",
            "dnsConfig.dnsRecords",
            [{"type": "A", "ttl": 1}],
            [{"type": "A", "ttl": 1}, {"type": "AAAA", "ttl": 1}],
            "dnsConfig.dnsRecords[*].type",
        ),
        ("aws:servicediscovery/service:Service", "dnsConfig", None, {"namespaceId": "ns-1"}, "dnsConfig.namespaceId"),
        (RULE, "cidrIpv4", "10.0.0.0/16", "10.1.0.0/16", ""),
        (RULE, "cidrIpv4", "10.0.0.0/16", None, "cidrIpv4"),
        (RULE, "fromPort", 80, 443, ""),
        ("aws:unknown/thing:Thing", "name", "a", "b", ""),
        (DEPLOYMENT, "metadata.name", "a", "b", "metadata.name"),
        (DEPLOYMENT, "metadata.labels.app", "a", "b", ""),
        (DEPLOYMENT, "metadata", {"labels": {"a": "b"}}, None, ""),
        (DEPLOYMENT, "metadata", {"namespace": "shop"}, None, "metadata.namespace"),
        (DEPLOYMENT, "spec.selector.matchLabels.app.kubernetes.io/name", "a", "b", "spec.selector"),
        (DEPLOYMENT, "spec.replicas", 1, 2, ""),
        (DEPLOYMENT, "spec.template.spec.containers[0].image", "a", "b", ""),
        ("kubernetes:core/v1:Pod", "spec.containers[1].image", "a", "b", "spec.containers[*].image"),
        ("kubernetes:core/v1:Pod", "spec.activeDeadlineSeconds", 1, 2, ""),
        ("kubernetes:core/v1:Secret", "data.password", "a", "b", "data"),
        ("kubernetes:core/v1:Service", "spec.ports[0].port", 80, 81, ""),
        ("kubernetes:core/v1:Service", "spec.clusterIP", "None", "10.0.0.1", "spec.clusterIP"),
        ("kubernetes:batch/v1:Job", "spec.template.spec.containers[0].image", "a", "b", "spec.template"),
        ("kubernetes:keda.sh/v1alpha1:ScaledObject", "metadata.namespace", "a", "b", "metadata.namespace"),
        ("kubernetes:keda.sh/v1alpha1:ScaledObject", "spec.maxReplicaCount", 1, 2, ""),
        ("kubernetes:helm.sh/v3:Release", "name", "a", "b", "name"),
        ("kubernetes:helm.sh/v3:Release", "values.metadata.name", "a", "b", ""),
    ],
)
def test_a_change_replaces_for_this_property(type_: str, path: str, before: Any, after: Any, wanted: str) -> None:
    assert cause(type_, path, before, after) == wanted
    assert replaces(type_, path, before, after) == bool(wanted)


def test_the_inputs_say_it_too() -> None:
    old = {"metadata": {"name": "a"}, "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "a"}}}}
    new = {"metadata": {"name": "b"}, "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "b"}}}}
    assert replaced_by(DEPLOYMENT, old, new) == ("metadata.name", "spec.selector")
    assert replaced_by(DEPLOYMENT, old, old) == ()


def test_a_value_that_is_not_known_yet_counts_as_another_one() -> None:
    assert replaced_by("aws:ec2/subnet:Subnet", {"vpcId": "vpc-1"}, {"vpcId": UNKNOWN}) == ("vpcId",)


def test_json_text_with_other_spacing_replaces_nothing() -> None:
    definition = "aws:ecs/taskDefinition:TaskDefinition"
    assert not replaced_by(definition, {"containerDefinitions": "[ ]"}, {"containerDefinitions": "[]"})


_VALUES = st.recursive(
    st.integers() | st.text("ab", max_size=2), lambda inner: st.lists(inner, max_size=2), max_leaves=4
)
_INPUTS = st.fixed_dictionaries(
    {},
    optional={
        "metadata": st.fixed_dictionaries({}, optional={"name": _VALUES, "namespace": _VALUES, "labels": _VALUES}),
        "spec": st.fixed_dictionaries({}, optional={"selector": _VALUES, "replicas": _VALUES}),
    },
)


@given(_INPUTS, _INPUTS)
def test_exactly_the_properties_that_differ_replace(old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    def at(inputs: Mapping[str, Any], section: str, key: str) -> Any:
        return inputs.get(section, {}).get(key)

    wanted = {
        f"{section}.{key}"
        for section, key in (("metadata", "name"), ("metadata", "namespace"), ("spec", "selector"))
        if at(old, section, key) != at(new, section, key)
    }
    assert set(replaced_by(DEPLOYMENT, old, new)) == wanted


def _object(name: str | None, namespace: str | None = None, *, autonamed: bool = False) -> dict[str, Any]:
    given = {
        "name": name,
        "namespace": namespace,
        "annotations": {"pulumi.com/autonamed": "true"} if autonamed else None,
    }
    return {"metadata": {key: value for key, value in given.items() if value}}


@pytest.mark.parametrize(
    ("type_", "old", "new", "wanted"),
    [
        ("aws:lb/targetGroup:TargetGroup", {"name": "a"}, {"name": "a"}, True),
        ("aws:lb/targetGroup:TargetGroup", {"name": "a"}, {"name": "b"}, True),
        ("aws:lb/targetGroup:TargetGroup", {"name": "a"}, {}, False),
        ("aws:lb/targetGroup:TargetGroup", {}, {"namePrefix": "a"}, False),
        ("aws:lb/targetGroup:TargetGroup", {}, {"name": "a-1234567", "__defaults": ["name"]}, False),
        ("aws:s3/bucket:Bucket", {}, {"bucket": "a"}, True),
        ("aws:rds/instance:Instance", {}, {"identifier": "a"}, True),
        ("aws:rds/instance:Instance", {}, {"dbName": "a"}, False),
        ("aws:route53/record:Record", {}, {"name": "a.example.com"}, False),
        ("aws:ec2/vpc:Vpc", {}, {"cidrBlock": "10.0.0.0/16"}, False),
        ("aws:ecs/taskDefinition:TaskDefinition", {}, {"family": "a"}, False),
        ("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {}, {"role": "a"}, True),
        (DEPLOYMENT, _object("a"), _object("a"), True),
        (DEPLOYMENT, _object("a"), _object("b"), False),
        (DEPLOYMENT, _object("a"), _object("a", "shop"), False),
        (DEPLOYMENT, _object("a"), _object("a", "default"), True),
        (DEPLOYMENT, _object(None), _object(None), False),
        (DEPLOYMENT, _object("a-1", autonamed=True), _object("a-1", autonamed=True), False),
        ("kubernetes:helm.sh/v3:Release", {"name": "a"}, {"name": "a"}, False),
        ("random:index/randomId:RandomId", {"name": "a"}, {"name": "a"}, False),
    ],
)
def test_a_name_that_the_program_chose_must_be_free_before_it_is_used_again(
    type_: str, old: Mapping[str, Any], new: Mapping[str, Any], wanted: bool
) -> None:
    assert deletes_before_replacing(type_, old, new) is wanted


def test_a_name_that_pulumi_made_up_stays() -> None:
    old = {"metadata": {"name": "app-12345678", "annotations": {"pulumi.com/autonamed": "true"}}}
    assert replaced_by(DEPLOYMENT, old, {}) == ()
    assert replaced_by(DEPLOYMENT, old, {"metadata": {"name": "app"}}) == ("metadata.name",)
    bucket = "aws:s3/bucket:Bucket"
    assert replaced_by(bucket, {"bucket": "a-1234567", "__defaults": ["bucket"]}, {}) == ()
    assert replaced_by(bucket, {"bucket": "a", "__defaults": []}, {}) == ("bucket",)
