"""Passwords, and what a server needs to check them: no statement ever holds a password itself."""

import base64
import hashlib
import hmac
import secrets
import string

_ALPHABET = string.ascii_letters + string.digits
"""No sign that a URL, a shell or a connection string would have to escape."""
LENGTH = 48
"""285 bits; ElastiCache takes 16 to 128 characters.

https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
"""
_ITERATIONS = 4096
"""As PostgreSQL's own: https://www.postgresql.org/docs/16/runtime-config-connection.html (scram_iterations)."""


def password() -> str:
    """A new password."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def scram_verifier(plain: str) -> str:
    """What PostgreSQL stores for a password, so that no statement and no log of the server holds it.

    https://www.postgresql.org/docs/16/catalog-pg-authid.html and RFC 5803.
    """
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", plain.encode(), salt, _ITERATIONS)
    stored = hashlib.sha256(_hmac(salted, b"Client Key")).digest()
    server = _hmac(salted, b"Server Key")
    return f"SCRAM-SHA-256${_ITERATIONS}:{_text(salt)}${_text(stored)}:{_text(server)}"


def sha256(plain: str) -> str:
    """What `ACL SETUSER` takes after a number sign: https://redis.io/docs/latest/commands/acl-setuser/."""
    return hashlib.sha256(plain.encode()).hexdigest()


def _hmac(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
