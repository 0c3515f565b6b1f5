"""Does a literal look like a credential? Known prefixes first, then names that hold secrets."""

import re

# Formats as their issuers document them, for example
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
# https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
_KNOWN = {
    "an AWS access key id": re.compile(r"\b(AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a GitHub token": re.compile(r"\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})"),
    "an Airtable token": re.compile(r"\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b"),
    "an API key": re.compile(r"\bsk-[A-Za-z0-9_-]{20,}"),
    # https://cloud.google.com/docs/authentication/api-keys
    "a Google API key": re.compile(r"\bAIza[A-Za-z0-9_-]{35}"),
    "a Slack token": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a signed token (JWT)": re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\."),
    "a URL with a password": re.compile(r"\w+://[^/\s:@]*:[^/\s@]+@"),
    "a connection string with a password": re.compile(
        r"(?:(?<![\w-])|(?<=--))(password|passwd|pwd)\s*=\s*[^\s;&$]", re.IGNORECASE
    ),
}
_COUNT_NAME = re.compile(r"TOKENS$", re.IGNORECASE)
_SECRET_NAME = re.compile(
    r"(PASSWORD|PASSWD|PASSPHRASE|(^|_)PASS|SECRET|TOKEN|CREDENTIAL|(API|PRIVATE|ACCESS|SIGNING|ENCRYPTION)_?KEY)S?$",
    re.IGNORECASE,
)


def looks_like_credential(name: str, value: str) -> str | None:
    """Why `value`, a plain variable called `name`, must not be a literal; None where it may. Never the value itself."""
    for what, pattern in _KNOWN.items():
        if pattern.search(value):
            return f"looks like {what}"
    if _COUNT_NAME.search(name) and value.isdecimal():
        return None  # MAX_TOKENS: 4096 is a number of tokens
    if value and _SECRET_NAME.search(name):
        return "has the name of a credential"
    return None
