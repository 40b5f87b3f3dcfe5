"""An advert by e-mail to aiosmtpd: over STARTTLS only, whole, with one recipient."""

from __future__ import annotations

import ipaddress
import mailbox
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509

from adapters.email import Email
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Retry
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Submitted
from orchestrator.outbound.transport import Transport
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from tests.outbound.test_tls import certificate

from .conftest import alone, free_port, peer, until_it_listens

HOW = "pip install --target $CALLBOARD_PEERS/py aiosmtpd extruct"


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path, x509.IPAddress(ipaddress.ip_address("127.0.0.1")))


@pytest.fixture
def server(tmp_path: Path, pem: Path) -> Iterator[str]:
    """Its address; messages are in `tmp_path / "mail"`."""
    packages = peer("py/aiosmtpd", HOW).parent
    port = free_port()
    tls = ["--tlscert", str(pem), "--tlskey", str(pem)]
    process = subprocess.Popen(
        [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", *tls,
         "-c", "aiosmtpd.handlers.Mailbox", str(tmp_path / "mail")],
        env={**alone(), "PYTHONPATH": str(packages)},
    )  # fmt: skip
    until_it_listens(port, process)
    yield f"smtp://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def bench(server: str, transport: Transport) -> Bench:
    settings = {"base_url": server, "sender": "jobs@elmfield.example", "recipient": "adverts@herald.example",
                "reply_to": "apply@elmfield.example"}  # fmt: skip
    return Bench(Email(), Account("peer", settings), server, transport)


def test_an_advert_arrives_as_it_was_written(server: str, tmp_path: Path, pem: Path) -> None:
    there = bench(server, Transport(ca_bundles=(str(pem),)))
    posting = sample.posting()
    for text in hostile.TEXTS.values():
        receipt = there.change(Operation.PUBLISH, posting, there.prepared(posting, hostile.wording(text)))
        assert receipt == Submitted("<cc-1042-1@elmfield.example>")
    found = list(mailbox.Maildir(tmp_path / "mail"))
    assert len(found) == len(hostile.TEXTS)
    assert {each["X-RcptTo"] for each in found} == {"adverts@herald.example"}
    assert {each["Reply-To"] for each in found} == {"apply+cc-1042-1@elmfield.example"}
    assert {each["Bcc"] for each in found} == {None}
    assert all(each["Date"] and len(each.get_all("Message-ID") or []) == 1 for each in found)


def test_a_server_that_is_not_trusted_gets_nothing(server: str, tmp_path: Path, transport: Transport) -> None:
    there = bench(server, transport)
    with pytest.raises(Retry, match="certificate"):
        there.change(Operation.PUBLISH, sample.posting())
    assert list(mailbox.Maildir(tmp_path / "mail", create=False)) == []
    assert not there.exchanges[0].bytes_written
