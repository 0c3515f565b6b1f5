"""The four steps by themselves: what they ask of a rotator, what they leave behind, and what they refuse."""

from dataclasses import dataclass, field

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from pyairtable_components.functions.rotation.protocol import STEPS, RotationError, Value, rotate
from pyairtable_components.functions.rotation.versions import SecretsManagerVersions, parsed
from tests.components.functions.rotation.rotating import Rotating


@dataclass
class Counted:
    """A rotator that writes down what it is asked."""

    asked: list[str] = field(default_factory=list)
    numbers: int = 0

    def create(self, current: Value | None) -> Value:
        self.numbers += 1
        self.asked.append(f"create after {current and current['number']}")
        return {"number": str(self.numbers)}

    def set(self, current: Value | None, pending: Value) -> None:
        self.asked.append(f"set {pending['number']} beside {current and current['number']}")

    def test(self, pending: Value) -> None:
        self.asked.append(f"test {pending['number']}")


def test_a_secret_without_a_value_gets_its_first_one_and_then_the_next() -> None:
    rotator = Counted()
    rotating = Rotating(lambda _: rotator)
    assert rotating.run() == {"number": "1"}
    assert rotating.run() == {"number": "2"}
    assert rotator.asked == [
        "create after None",
        "set 1 beside None",
        "test 1",
        "create after 1",
        "set 2 beside 1",
        "test 2",
    ]
    assert sorted(stages for stages in rotating.stages().values() if stages) == [["AWSCURRENT"], ["AWSPREVIOUS"]]


def test_every_step_may_run_twice() -> None:
    rotator = Counted()
    rotating = Rotating(lambda _: rotator)
    rotating.run(times=2)
    assert rotating.run(times=2) == {"number": "2"}, "a value that was put once stays"


@pytest.mark.parametrize("after", range(len(STEPS)))
def test_a_rotation_that_was_cut_off_after_any_step_is_resumed_from_the_first(after: int) -> None:
    rotator = Counted()
    rotating = Rotating(lambda _: rotator)
    rotating.run()
    version = rotating.start()
    for name in STEPS[: after + 1]:
        rotating.step(name, version)
    for name in STEPS:
        rotating.step(name, version)
    assert rotating.current() == {"number": "2"}
    assert rotating.stages()[version] == ["AWSCURRENT"]


def test_two_runs_at_once_agree_on_the_value_that_was_put_first() -> None:
    """https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html; moto overwrites it."""
    client = boto3.client("secretsmanager", region_name="us-east-1")
    with Stubber(client) as answers:
        answers.add_client_error("put_secret_value", "ResourceExistsException")
        SecretsManagerVersions(client).put("shop", "00000000-0000-0000-0000-000000000000", {"number": "2"})
        answers.add_client_error("put_secret_value", "AccessDeniedException")
        with pytest.raises(ClientError, match="AccessDeniedException"):
            SecretsManagerVersions(client).put("shop", "00000000-0000-0000-0000-000000000000", {"number": "2"})


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ({"Step": "dropSecret"}, "dropSecret is no step of a rotation. For example: createSecret"),
        (
            {"ClientRequestToken": "00000000-0000-0000-0000-000000000000"},
            "shop/dev/database/cart has no version 00000000-0000-0000-0000-000000000000: this rotation is not the "
            "secret's",
        ),
        ({"Step": "setSecret"}, "shop/dev/database/cart: version {} has no value yet: createSecret comes first"),
        ({"Step": "finishSecret"}, "shop/dev/database/cart: version {} has no value yet: createSecret comes first"),
    ],
)
def test_what_is_no_rotation_of_this_secret_is_refused(event: dict[str, str], message: str) -> None:
    rotating = Rotating(lambda _: Counted())
    version = rotating.start()
    whole = {"Step": "createSecret", "SecretId": rotating.arn, "ClientRequestToken": version, **event}
    with pytest.raises(RotationError) as refused:
        rotate(whole, rotating.versions, rotating.rotator)
    assert str(refused.value) == message.format(version)


def test_a_version_that_another_rotation_has_overtaken_is_refused() -> None:
    rotating = Rotating(lambda _: Counted())
    rotating.run()
    old = next(version for version, stages in rotating.stages().items() if stages == ["AWSCURRENT"])
    rotating.run()
    with pytest.raises(RotationError, match=f"version {old} is not the pending one"):
        rotating.step("setSecret", old)


def test_a_secret_without_a_rotation_is_refused() -> None:
    rotating = Rotating(lambda _: Counted(), rotates=False)
    with pytest.raises(RotationError, match="shop/dev/database/cart has no rotation"):
        rotating.step("createSecret", "00000000-0000-0000-0000-000000000000")


@pytest.mark.parametrize(
    ("text", "value"), [('{"a": 1}', {"a": "1"}), ("plain", {"value": "plain"}), ("[1]", {"value": "[1]"})]
)
def test_a_value_is_an_object_or_a_text(text: str, value: Value) -> None:
    assert parsed(text) == value
