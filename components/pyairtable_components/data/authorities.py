"""The authorities that sign the certificates of databases, as a person gives them; no Pulumi here."""

import ssl
from typing import Annotated

from pydantic import AfterValidator, Field

_WHERE = "https://truststore.pki.rds.amazonaws.com/us-east-1/us-east-1-bundle.pem"


def check_authorities(value: str) -> str:
    """`value`, if it is one certificate or more in PEM form, and nothing else that could be a key.

    Raises:
        ValueError: It is not; the message says where the right ones are.
    """
    example = f"For example: the content of {_WHERE}"
    if "PRIVATE KEY" in value:
        raise ValueError(f"this holds a private key, and only certificates belong here. {example}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cadata=value)
    except (ssl.SSLError, ValueError):
        raise ValueError(f"these are no certificates in PEM form. {example}") from None
    return value


Authorities = Annotated[str, AfterValidator(check_authorities), Field(examples=[f"the content of {_WHERE}"])]
"""Certificates in PEM form. They are public."""
