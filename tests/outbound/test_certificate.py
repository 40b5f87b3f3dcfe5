"""Boards that ask for a certificate of ours."""

from __future__ import annotations

import ipaddress
import ssl
import tempfile
from base64 import b64encode
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Unauthorized
from orchestrator.outbound.call import Call
from orchestrator.outbound.certificate import trouble
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.transport import CertificateRefused, Transport
from tests.raw_server import RawServer, answer, answering, serving

from .test_tls import certificate

ADDRESS = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path, ADDRESS)


@pytest.fixture
def ours(tmp_path: Path) -> str:
    (tmp_path / "ours").mkdir()
    return certificate(tmp_path / "ours", x509.DNSName("customer")).read_text()


@pytest.fixture
def asking(pem: Path, ours: str) -> ssl.SSLContext:
    """A server that lets nobody in but us."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    tls.load_verify_locations(cadata=ours)
    tls.verify_mode = ssl.CERT_REQUIRED
    return tls


@pytest.fixture
def transport(pem: Path) -> Transport:
    return Transport(ca_bundles=(str(pem),))


def _send(transport: Transport, server: RawServer, shown: str) -> bytes:
    terms = Call(Deadline.after(5), changing=True, allow_private=True, certificate=shown)
    request = requests.Request("POST", f"https://127.0.0.1:{server.port}/", data=b"advert").prepare()
    return transport.send(request, call=terms).content


def test_the_account_is_known_by_its_certificate(
    transport: Transport, asking: ssl.SSLContext, ours: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with serving(answering(answer(b"hello")), asking) as server:
        assert [_send(transport, server, ours) for _ in range(2)] == [b"hello"] * 2
        assert server.connections == 2  # none is kept that another account could go on with
        assert list(folder.iterdir()) == []


def test_another_certificate_is_refused_before_anything_is_sent(
    transport: Transport, asking: ssl.SSLContext, pem: Path
) -> None:
    asking.maximum_version = ssl.TLSVersion.TLSv1_2
    with serving(answering(answer()), asking) as server:
        with pytest.raises(CertificateRefused):
            _send(transport, server, pem.read_text())
        assert server.requests == []


def test_with_tls_1_3_the_request_may_be_on_its_way_and_is_not_read(
    transport: Transport, asking: ssl.SSLContext, pem: Path
) -> None:
    asking.minimum_version = ssl.TLSVersion.TLSv1_3
    with serving(answering(answer()), asking) as server:
        # A server that closes at once may take its reason with it; then nobody knows.
        with pytest.raises(requests.exceptions.ConnectionError):
            _send(transport, server, pem.read_text())
        assert server.requests == []


def test_an_account_whose_certificate_is_refused_is_unauthorised(
    transport: Transport, asking: ssl.SSLContext, pem: Path
) -> None:
    asking.maximum_version = ssl.TLSVersion.TLSv1_2
    with serving(answering(answer()), asking) as server:
        url = f"https://127.0.0.1:{server.port}"
        session = BoardSession(
            transport, url, user_agent="test", deadline=Deadline.after(5), changing=True,
            allow={Origin.of(url)}, certificate=pem.read_text(),
        )  # fmt: skip
        with pytest.raises(Unauthorized, match="certificate"):
            session.post("/", data=b"advert")
        assert server.requests == []
        assert "PRIVATE" not in repr(session.exchanges)


def test_without_tls_the_account_is_known_by_the_public_part(transport: Transport, ours: str) -> None:
    terms = Call(Deadline.after(5), changing=True, allow_private=True, certificate=ours)
    with serving(answering(answer())) as server:
        request = requests.Request("POST", f"http://127.0.0.1:{server.port}/", data=b"advert").prepare()
        transport.send(request, call=terms)
        [sent] = server.requests
    der = ssl.PEM_cert_to_DER_cert(ours[ours.index("-----BEGIN CERTIFICATE") :])
    assert b"\r\nClient-Cert: :%s:\r\n" % b64encode(der) in sent
    assert "Client-Cert" not in request.headers  # which are kept as evidence


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_certificate_that_cannot_be_read_is_ours_to_mend(transport: Transport, scheme: str) -> None:
    terms = Call(Deadline.after(5), changing=True, allow_private=True, certificate="-----BEGIN CERTIFICATE-----")
    request = requests.Request("POST", f"{scheme}://127.0.0.1:9/", data=b"advert").prepare()
    with pytest.raises(CertificateRefused, match="cannot be read"):
        transport.send(request, call=terms)


def test_what_is_no_certificate_with_its_key_is_told(pem: Path, ours: str) -> None:
    theirs = pem.read_text()
    key, begin, public = theirs.partition("-----BEGIN CERTIFICATE")
    secret = serialization.load_pem_private_key(key.encode(), None)
    locked = secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"x")
    ).decode()
    assert trouble(theirs) == trouble(theirs.replace("\n", "\r\n")) == ""
    assert "no certificate" in trouble(key)
    assert "no private key" in trouble(begin + public)
    assert "passphrase" in trouble(locked + begin + public)
    assert "another certificate" in trouble(ours.partition("-----BEGIN CERTIFICATE")[0] + begin + public)
