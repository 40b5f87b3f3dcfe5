"""Our own certificate, for boards that know their customers by one."""

from __future__ import annotations

import os
import ssl
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key


def trouble(pem: str) -> str:
    """What is wrong with a PEM text that shall hold a certificate and its private key; empty when nothing is."""
    try:
        certificate, *_ = x509.load_pem_x509_certificates(pem.encode())
    except ValueError:
        return "has no certificate in it (-----BEGIN CERTIFICATE-----)"
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except TypeError:
        return "has a private key with a passphrase; take it off, Callboard stores it encrypted"
    except ValueError:
        return "has no private key in it that can be read (-----BEGIN PRIVATE KEY-----)"
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if key.public_key().public_bytes(*form) != certificate.public_key().public_bytes(*form):
        return "has a private key that belongs to another certificate; the account's own comes first"
    return ""


def present(context: ssl.SSLContext, pem: str) -> None:
    """Have `context` show this certificate to a server that asks for one. ssl.SSLError when it cannot be read."""
    with _as_file(pem) as path:
        context.load_cert_chain(path)


def forwarded(pem: str) -> str:
    """The value of a `Client-Cert` header (RFC 9440), by which what ends TLS before a server tells who came.

    Without the key. Practice boards stand behind such a thing: they know an account as the live board does.
    Raises ValueError when the text cannot be read.
    """
    certificate, *_ = x509.load_pem_x509_certificates(pem.encode())
    return f":{b64encode(certificate.public_bytes(Encoding.DER)).decode()}:"


def refused(error: ssl.SSLError) -> bool:
    """Whether the server gave up because of our certificate or the lack of one.

    Servers say so before they look at a request: with TLS 1.3 it may have been sent by then, and was not read.
    """
    reason = error.reason or ""
    return "_ALERT_" in reason and ("CERTIFICATE" in reason or reason.endswith(("UNKNOWN_CA", "ACCESS_DENIED")))


@contextmanager
def _as_file(pem: str) -> Iterator[str]:
    """A path to it for OpenSSL, which reads files only: in memory where the system can, else gone at once."""
    if hasattr(os, "memfd_create") and Path("/proc/self/fd").is_dir():
        number = os.memfd_create("certificate")
        try:
            os.write(number, pem.encode())
            yield f"/proc/self/fd/{number}"
        finally:
            os.close(number)
        return
    with tempfile.NamedTemporaryFile() as file:  # made with mode 0600
        file.write(pem.encode())
        file.flush()
        yield file.name
