"""Whom the rotation of PostgreSQL talks to: a server that shows a certificate of a known authority for its own name."""

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pg8000.exceptions import InterfaceError

from pyairtable_components.functions.rotation.postgres import Postgres

Key = ec.EllipticCurvePrivateKey
SSL_REQUEST = 80877103
"""https://www.postgresql.org/docs/16/protocol-message-formats.html"""


def certificate(name: str, key: Key, issuer: x509.Name, signer: Key, *, authority: bool) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return builder.sign(signer, hashes.SHA256())


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def pem(one: x509.Certificate) -> bytes:
    return one.public_bytes(serialization.Encoding.PEM)


class Authority:
    """Who signs certificates."""

    def __init__(self, name: str) -> None:
        self._name, self._key = named(name), ec.generate_private_key(ec.SECP256R1())
        self.text = pem(certificate(name, self._key, self._name, self._key, authority=True)).decode()

    def context_for(self, host: str, folder: Path) -> ssl.SSLContext:
        """What a server of this name shows."""
        key = ec.generate_private_key(ec.SECP256R1())
        plain = serialization.NoEncryption()
        encoded = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        file = folder / f"{host}.pem"
        file.write_bytes(encoded + pem(certificate(host, key, self._name, self._key, authority=False)))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


@contextmanager
def server(context: ssl.SSLContext) -> Iterator[tuple[int, list[bytes]]]:
    """A server that agrees to TLS, and keeps what it then hears; its port and what it heard."""
    heard: list[bytes] = []

    def serve() -> None:
        with listening.accept()[0] as connection:
            connection.settimeout(10)
            assert struct.unpack("!ii", connection.recv(8))[1] == SSL_REQUEST
            connection.sendall(b"S")
            try:
                with context.wrap_socket(connection, server_side=True) as secure:
                    heard.append(secure.recv(1024))
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard
        thread.join(10)


OURS, THEIRS = Authority("ours"), Authority("theirs")


@pytest.mark.parametrize(
    ("signer", "host", "trusted", "spoken"),
    [
        pytest.param(OURS, "localhost", OURS.text, True, id="the right server"),
        pytest.param(OURS, "localhost", THEIRS.text + OURS.text, True, id="one authority of several"),
        pytest.param(THEIRS, "localhost", OURS.text, False, id="another authority"),
        pytest.param(OURS, "other.example", OURS.text, False, id="another name"),
        pytest.param(THEIRS, "other.example", None, True, id="no authorities, no check"),
    ],
)
def test_who_logs_in_knows_the_server(
    *, signer: Authority, host: str, trusted: str | None, spoken: bool, tmp_path: Path
) -> None:
    file = tmp_path / "authorities.pem"
    file.write_text(trusted or "")
    with server(signer.context_for(host, tmp_path)) as (port, heard):
        place = Postgres("localhost", port, "shop", str(file) if trusted else None)
        with pytest.raises((InterfaceError, ssl.SSLError, OSError)):
            place.connect("cart", "a password")
    assert bool(heard and b"cart" in heard[0]) == spoken, "nobody says who it is to a server that it does not know"
