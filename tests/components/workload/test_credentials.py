"""What looks like a credential."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyairtable_components.workload.credentials import looks_like_credential

ALPHANUMERIC = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"


def text(alphabet: str, length: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=length, max_size=length)


CREDENTIALS = {
    "an AWS access key id": st.builds(str.__add__, st.sampled_from(["AKIA", "ASIA"]), text(UPPER, 16)),
    "a GitHub token": st.one_of(
        st.builds("gh{}_{}".format, st.sampled_from("pousr"), text(ALPHANUMERIC, 36)),
        text(ALPHANUMERIC, 82).map("github_pat_{}".format),
    ),
    "an Airtable token": st.builds("pat{}.{}".format, text(ALPHANUMERIC, 14), text(HEX, 64)),
    "an API key": text(ALPHANUMERIC, 40).map("sk-{}".format),
    "a Google API key": text(ALPHANUMERIC, 35).map("AIza{}".format),
    "a connection string with a password": st.builds(
        "Server=db.internal;User=app;{}={};".format,
        st.sampled_from(["Password", "pwd", "PASSWORD"]),
        text(ALPHANUMERIC, 12),
    ),
    "a Slack token": st.builds("xox{}-{}".format, st.sampled_from("abprs"), text(ALPHANUMERIC, 24)),
    "a private key": st.sampled_from(["", "RSA ", "EC "]).map("-----BEGIN {}PRIVATE KEY-----".format),
    "a signed token (JWT)": st.builds(
        "eyJ{}.eyJ{}.{}".format, text(ALPHANUMERIC, 20), text(ALPHANUMERIC, 30), text(ALPHANUMERIC, 43)
    ),
    "a URL with a password": st.builds(
        "{}://{}:{}@db.internal:5432/app".format,
        st.sampled_from(["postgresql", "redis", "amqp"]),
        st.sampled_from(["app", ""]),
        text(ALPHANUMERIC, 12),
    ),
}


@given(st.sampled_from(sorted(CREDENTIALS)).flatmap(lambda kind: CREDENTIALS[kind].map(lambda value: (kind, value))))
def test_a_credential_is_seen_whatever_its_variable_is_called(found: tuple[str, str]) -> None:
    kind, value = found
    assert looks_like_credential("SETTING", value) == f"looks like {kind}"


@given(st.sampled_from(sorted(CREDENTIALS)).flatmap(CREDENTIALS.__getitem__), st.sampled_from(["see ", "token=", "\n"]))
def test_a_credential_is_seen_inside_other_text(value: str, before: str) -> None:
    assert looks_like_credential("SETTING", before + value)


@given(
    st.sampled_from(
        [
            "PASSWORD",
            "DB_PASSWD",
            "JWT_SECRET",
            "AIRTABLE_TOKEN",
            "OPENAI_API_KEY",
            "apikey",
            "PRIVATE_KEY",
            "CREDENTIALS",
            "AWS_SECRET_ACCESS_KEY",
            "S3_ACCESS_KEY",
            "DB_PASS",
            "PASS",
            "JWT_SIGNING_KEY",
            "DATA_ENCRYPTION_KEY",
            "SSH_PASSPHRASE",
        ]
    ),
    text(ALPHANUMERIC, 8),
)
def test_the_name_of_a_credential_is_enough(name: str, value: str) -> None:
    assert looks_like_credential(name, value) == "has the name of a credential"


@given(st.sampled_from(sorted(CREDENTIALS)).flatmap(CREDENTIALS.__getitem__), st.sampled_from(["SETTING", "PASSWORD"]))
def test_the_reason_never_repeats_the_value(value: str, name: str) -> None:
    reason = looks_like_credential(name, value)
    assert reason
    assert value not in reason, "the reason ends up in a log"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "debug"),
        ("DATABASE_URL", "postgresql://db.internal:5432/app"),
        ("API_URL", "https://example.com/path:with@signs"),
        ("TOKEN_ENDPOINT", "https://example.com/oauth/token"),
        ("PASSWORD_MIN_LENGTH", "12"),
        ("MAX_TOKENS", "4096"),
        ("MODEL", "task-sk-small"),
        ("DB_PASSWORD", ""),
        ("KEYBOARD", "qwerty"),
        ("TOKEN_LIMIT", "4096"),
        ("PASSTHROUGH", "true"),
        ("COMPASS", "north"),
        ("DSN", "Server=db;Password=;User=app"),
        ("ARGUMENTS", "--reset-password=true"),
        ("SETTINGS", "forgot_password=/reset"),
    ],
)
def test_an_ordinary_value_is_left_alone(name: str, value: str) -> None:
    assert looks_like_credential(name, value) is None


def test_a_token_that_happens_to_be_plural_is_still_one() -> None:
    assert looks_like_credential("API_TOKENS", "s3cr3t")
    assert looks_like_credential("API_TOKEN", "123456"), "a single token may be a number"
