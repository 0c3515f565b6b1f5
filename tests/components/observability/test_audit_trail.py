"""The audit trail, what it may write to, and who is told."""

import pytest

from pyairtable_components import AuditTrail, AuditTrailSpec
from pyairtable_infra.plan.model import Plan
from tests.components.identity.analyser import findings
from tests.components.reading import every, granted, only, plan_of, statements, uses
from tests.conftest import a_context

TOPIC = "arn:aws:sns:us-east-1:123456789012:shop-account-alerts"
TRAIL = "arn:aws:cloudtrail:us-east-1:123456789012:trail/shop-account-audit"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return a_trail()


def a_trail(protection: str = "strict") -> Plan:
    context = a_context(environment="account", stage="prod", protection=protection)
    return plan_of(
        lambda: AuditTrail("audit", AuditTrailSpec(), context, environments=["dev", "prod"], topic_arn=TOPIC)
    )


def test_one_trail_has_the_events_of_all_regions_and_shows_whether_a_file_was_changed(plan: Plan) -> None:
    trail = only(plan, "Trail")
    assert trail.outputs["arn"] == TRAIL
    assert trail.inputs["isMultiRegionTrail"]
    assert trail.inputs["includeGlobalServiceEvents"]
    assert trail.inputs["enableLogFileValidation"]
    assert not {"eventSelectors", "advancedEventSelectors"} & trail.inputs.keys(), "all management events, and no other"
    assert uses(trail, "kmsKeyId", only(plan, "kms/key:Key"))


def test_events_go_to_a_group_that_cloudtrail_may_write_to_and_nothing_else(plan: Plan) -> None:
    trail, group = only(plan, "Trail"), only(plan, "cloudwatch/logGroup:LogGroup")
    assert trail.inputs["cloudWatchLogsGroupArn"] == f"{group.outputs['arn']}:*"
    assert uses(group, "kmsKeyId", only(plan, "kms/key:Key"))
    streams = [f"{group.outputs['arn']}:log-stream:123456789012_CloudTrail_us-east-1*"]
    assert granted(plan, "audit-logs") == {"logs:CreateLogStream": streams, "logs:PutLogEvents": streams}
    assert not findings(plan)


def test_the_bucket_is_written_by_this_trail_only(plan: Plan) -> None:
    bucket = only(plan, "s3/bucket:Bucket")
    by_id = {each["Sid"]: each for each in statements(only(plan, "BucketPolicy").inputs["policy"])}
    assert set(by_id) == {"TrailLooks", "TrailWrites", "TlsOnly"}
    for each in (by_id["TrailLooks"], by_id["TrailWrites"]):
        assert each["Principal"] == {"Service": ["cloudtrail.amazonaws.com"]}
        assert each["Condition"]["StringEquals"]["aws:SourceArn"] == TRAIL
    assert by_id["TrailWrites"]["Resource"] == [f"{bucket.outputs['arn']}/AWSLogs/123456789012/*"]
    assert by_id["TrailWrites"]["Condition"]["StringEquals"]["s3:x-amz-acl"] == "bucket-owner-full-control"


def test_the_trail_waits_until_it_may_write(plan: Plan) -> None:
    trail = only(plan, "Trail")
    assert uses(trail, "s3BucketName", only(plan, "BucketPolicy"))
    assert uses(trail, "cloudWatchLogsRoleArn", only(plan, "RolePolicy", "audit-logs"))


def test_files_stay_a_year_with_their_former_versions(plan: Plan) -> None:
    (rule,) = only(plan, "BucketLifecycleConfiguration").inputs["rules"]
    assert rule["expiration"] == {"days": 365}
    assert only(plan, "BucketVersioning").inputs["versioningConfiguration"]["status"] == "Enabled"


def test_the_key_is_for_the_files_of_this_trail_and_the_group(plan: Plan) -> None:
    by_id = {each["Sid"]: each for each in statements(only(plan, "kms/key:Key").inputs["policy"])}
    assert set(by_id) == {"Administration", "LogGroups", "TrailsEncrypt", "TrailsLook", "ThroughServices"}
    assert by_id["TrailsEncrypt"]["Condition"] == {
        "StringEquals": {"aws:SourceArn": [TRAIL]},
        "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:123456789012:trail/*"},
    }
    assert by_id["TrailsLook"]["Action"] == ["kms:DescribeKey"]
    assert by_id["ThroughServices"]["Condition"]["StringEquals"]["kms:ViaService"] == ["s3.us-east-1.amazonaws.com"]


def test_each_filter_has_an_alarm_that_tells_the_topic_of_a_single_event(plan: Plan) -> None:
    filters, alarms = every(plan, "LogMetricFilter"), every(plan, "MetricAlarm")
    made = [each.inputs["metricTransformation"] for each in filters]
    counted = {(each["namespace"], each["name"]) for each in made}
    assert counted == {(each.inputs["namespace"], each.inputs["metricName"]) for each in alarms}
    assert len(counted) == len(filters) == len(alarms)
    for alarm in alarms:
        assert alarm.inputs["alarmActions"] == [TOPIC]
        assert (alarm.inputs["statistic"], alarm.inputs["threshold"]) == ("Sum", 0)
        assert alarm.inputs["treatMissingData"] == "notBreaching", "no event, no value"
    for each in filters:
        assert uses(each, "logGroupName", only(plan, "cloudwatch/logGroup:LogGroup"))


@pytest.mark.parametrize(("protection", "kept"), [("none", False), ("strict", True)])
def test_history_is_kept_where_protection_is_strict(protection: str, *, kept: bool) -> None:
    plan = a_trail(protection)
    history = [only(plan, "s3/bucket:Bucket"), only(plan, "cloudwatch/logGroup:LogGroup"), only(plan, "kms/key:Key")]
    assert {(each.protect, each.retain_on_delete) for each in history} == {(kept, kept)}
