"""Keys from a provider, reminders of age, and who is deployed again."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from pyairtable_components.functions.rotation import api_keys_handler, redeploy_handler, reminder_handler
from pyairtable_components.functions.rotation.ages import Aged, aged, message
from pyairtable_components.functions.rotation.api_keys import PROVIDERS, ApiKeyRotator
from pyairtable_components.functions.rotation.passwords import LENGTH, password
from pyairtable_components.functions.rotation.protocol import STEPS, RotationError
from pyairtable_components.functions.rotation.redeploy import renewed
from tests.components.functions.rotation.rotating import ACCOUNT, Rotating

NOW = datetime(2026, 11, 27, tzinfo=UTC)
NAME = "shop/dev/database/cart"
EVENT = {
    "source": "aws.secretsmanager",
    "detail-type": "Secret Label Updated",
    "detail": {"name": NAME, "labelUpdated": "AWSCURRENT", "versionId": "230e90ae-e4fd-4973-8e9d-903a58148cca"},
}


@dataclass
class Shop:
    """A provider that knows the keys it has issued."""

    admitted: list[str] = field(default_factory=list)

    def issue(self) -> str:
        return password()

    def admit(self, key: str) -> None:
        self.admitted.append(key)

    def works(self, key: str) -> bool:
        return key in self.admitted


def test_a_provider_issues_and_admits_a_key_and_it_is_tried() -> None:
    shop = Shop()
    rotating = Rotating(lambda _: ApiKeyRotator(shop), "shop/dev/api-keys/shop")
    first, second = rotating.run(times=2), rotating.run()
    assert set(shop.admitted) == {first["value"], second["value"]}


def test_a_key_that_its_provider_does_not_take_is_not_promoted() -> None:
    rotating = Rotating(lambda _: ApiKeyRotator(Shop()), "shop/dev/api-keys/shop")
    version = rotating.start()
    rotating.step("createSecret", version)
    with pytest.raises(RotationError) as refused:
        rotating.step("testSecret", version)
    assert str(refused.value) == "the provider does not take the key that it has issued"
    assert rotating.stages()[version] == ["AWSPENDING"]


def test_the_function_generates_a_key_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVIDER", "generated")
    rotating = Rotating(lambda _: ApiKeyRotator(PROVIDERS["generated"]), "shop/dev/signing")
    version = rotating.start()
    for step in STEPS:
        api_keys_handler.handle({"Step": step, "SecretId": rotating.arn, "ClientRequestToken": version}, None)
    assert len(rotating.current()["value"]) == LENGTH


def a_secret(name: str, days: int | None, renewal: str = "reminder") -> dict[str, Any]:
    secret: dict[str, Any] = {"Name": name, "Tags": [{"Key": "Renewal", "Value": renewal}], "CreatedDate": NOW}
    if days is not None:
        secret |= {"SecretVersionsToStages": {"v": ["AWSCURRENT"]}, "LastChangedDate": NOW - timedelta(days=days)}
    return secret


def test_the_oldest_comes_first_and_what_nothing_was_put_into_before_it() -> None:
    secrets = [a_secret("young", 89), a_secret("old", 90), a_secret("older", 200), a_secret("empty", None)]
    secrets.append(a_secret("rotated", 400, "generated"))
    found = aged(secrets, NOW, 90)
    assert found == [Aged("empty", None), Aged("older", 200), Aged("old", 90)]
    assert message(found, "put") == (
        "Secrets that a person renews:\n- empty has no value yet\n- older is 200 days old\n- old is 90 days old\n\n"
        "Put a new value with: put NAME"
    )


def test_somebody_is_reminded_of_secrets_of_this_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = boto3.client("secretsmanager", region_name="us-east-1")
    reminder = [{"Key": "Renewal", "Value": "reminder"}]
    for name in ("shop/dev/api-keys/shop", "shop/prod/api-keys/shop"):
        secrets.create_secret(Name=name, Tags=reminder)
    topic = boto3.client("sns", region_name="us-east-1").create_topic(Name="alerts")["TopicArn"]
    sent = said(topic)
    for name, value in (("PREFIX", "shop/dev/"), ("AFTER_DAYS", "90"), ("TOPIC_ARN", topic)):
        monkeypatch.setenv(name, value)
    reminder_handler.handle({}, None)
    assert sent() == [
        (
            "1 secrets of shop/dev/ want a new value",
            "Secrets that a person renews:\n- shop/dev/api-keys/shop has no value yet\n\n"
            "Put a new value with: pyairtable-infra secrets put NAME",
        )
    ]
    secrets.put_secret_value(SecretId="shop/dev/api-keys/shop", SecretString="x")
    reminder_handler.handle({}, None)
    assert len(sent()) == 1


def said(topic: str) -> Any:
    """Subject and text of what was published."""
    from moto.sns.models import sns_backends  # noqa: PLC0415 - moto's own record

    kept = sns_backends[ACCOUNT]["us-east-1"].topics[topic]
    return lambda: [(subject, text) for _, text, subject, *_ in kept.sent_notifications]


def test_the_secret_that_has_another_value_is_found() -> None:
    assert renewed(EVENT) == NAME
    assert renewed({**EVENT, "detail": {"name": NAME, "labelUpdated": "blue"}}) is None
    assert renewed({**EVENT, "detail-type": "AWS API Call via CloudTrail"}) is None
    assert renewed({}) is None


def test_readers_are_deployed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ecs = boto3.client("ecs", region_name="us-east-1")
    ecs.create_cluster(clusterName="main")
    definition = {"name": "cart", "image": "cart", "memory": 128}
    ecs.register_task_definition(family="cart", containerDefinitions=[definition])
    for name in ("shop-dev-cart", "shop-dev-other"):
        ecs.create_service(cluster="main", serviceName=name, taskDefinition="cart", desiredCount=1)
    asked: list[dict[str, Any]] = []
    real = boto3.client

    def listening(*arguments: Any, **options: Any) -> Any:
        made = real(*arguments, **options)
        made.meta.events.register(
            "provide-client-params.ecs.UpdateService", lambda params, **_: asked.append(dict(params))
        )
        return made

    monkeypatch.setattr(boto3, "client", listening)
    monkeypatch.setenv("CLUSTER", "main")
    monkeypatch.setenv("READERS", json.dumps({NAME: ["shop-dev-cart"], "shop/dev/database": ["shop-dev-other"]}))
    redeploy_handler.handle(EVENT, None)
    redeploy_handler.handle({**EVENT, "detail": {"name": "shop/dev/signing", "labelUpdated": "AWSCURRENT"}}, None)
    redeploy_handler.handle({}, None)
    assert asked == [{"cluster": "main", "service": "shop-dev-cart", "forceNewDeployment": True}]
