"""The same rules above TLS."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from orchestrator.outbound.call import Call
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.transport import Transport
from tests.raw_server import Peer, RawServer, answer, answering, once, serving


def certificate(folder: Path, name: x509.GeneralName) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def context(pem: Path) -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    return tls


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path, x509.IPAddress(ipaddress.ip_address("127.0.0.1")))


@pytest.fixture
def transport(pem: Path) -> Transport:
    return Transport(ca_bundles=(str(pem),))


def send(transport: Transport, server: RawServer, call: Call, data: bytes = b"body") -> requests.Response:
    return transport.send(requests.Request("POST", f"https://127.0.0.1:{server.port}/", data=data).prepare(), call=call)


def call(seconds: float = 5, *, changing: bool = True) -> Call:
    return Call(Deadline.after(seconds), changing, allow_private=True)


def test_a_trusted_certificate(transport: Transport, pem: Path) -> None:
    with serving(answering(answer(b"hello")), context(pem)) as server:
        for _ in range(3):
            terms = call()
            assert send(transport, server, terms, b"x" * 100_000).content == b"hello"
            assert terms.bytes_written
        assert server.connections == 1
        assert len(server.requests[0]) > 100_000


def test_an_unknown_certificate(pem: Path) -> None:
    with serving(answering(answer()), context(pem)) as server:
        terms = call()
        with pytest.raises(requests.exceptions.SSLError, match="self-signed"):
            send(Transport(), server, terms)
        assert not terms.bytes_written


def test_a_certificate_for_somebody_else(tmp_path: Path) -> None:
    pem = certificate(tmp_path, x509.DNSName("board.example"))
    with serving(answering(answer()), context(pem)) as server:
        terms = call()
        with pytest.raises(requests.exceptions.SSLError, match=r"not valid for '127\.0\.0\.1'"):
            send(Transport(ca_bundles=(str(pem),)), server, terms)
        assert not terms.bytes_written


def test_a_handshake_that_never_ends(transport: Transport) -> None:
    with serving(Peer.hang) as server:
        terms = call(0.2)
        with pytest.raises(requests.exceptions.ConnectTimeout):
            send(transport, server, terms)
        assert not terms.bytes_written


def test_a_dripping_handshake(transport: Transport) -> None:
    with serving(lambda peer: peer.say(b"\x16\x03\x03\x10\x00", *[b"\x02"] * 50, gap=0.04)) as server:
        terms = call(0.2)
        with pytest.raises(requests.ConnectionError):
            send(transport, server, terms)
        assert not terms.bytes_written


@pytest.mark.parametrize("head", [b"HTTP/1.1 201 Created\r\nX-", b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n"])
def test_a_dripping_answer(transport: Transport, pem: Path, head: bytes) -> None:
    dripping = serving(once(head, *[b"1"] * 50, gap=0.04), context(pem))
    with dripping as server, pytest.raises(requests.exceptions.ReadTimeout):
        send(transport, server, call(0.8))


def test_a_board_that_never_reads(transport: Transport, pem: Path) -> None:
    with serving(Peer.hang, context(pem)) as server:
        terms = call(1)
        with pytest.raises(requests.exceptions.ReadTimeout):
            send(transport, server, terms, b"x" * 30_000_000)
        assert terms.bytes_written


def test_before_write(transport: Transport, pem: Path) -> None:
    class Expired(Exception):
        pass

    def expire() -> None:
        raise Expired

    with serving(answering(answer()), context(pem)) as server:
        terms = call()
        terms.before_write = expire
        with pytest.raises(Expired):
            send(transport, server, terms)
        assert not terms.bytes_written
        assert server.requests == []


def test_a_body_cut_without_a_goodbye(transport: Transport, pem: Path) -> None:
    cutting = serving(once(b"HTTP/1.1 200 OK\r\n\r\nhalf"), context(pem))
    with cutting as server, pytest.raises(requests.ConnectionError):
        send(transport, server, call(changing=False))
