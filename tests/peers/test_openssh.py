"""DWP's files on OpenSSH's server: put whole, reported, read back, and nothing for a server with another key."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.etree
import pytest

from adapters.dwp_find_a_job import DwpFindAJob
from orchestrator.boards.contract import Account
from orchestrator.boards.sftp import folder
from orchestrator.domain.errors import Retry, Unauthorized
from orchestrator.domain.receipt import Live, Pending
from orchestrator.outbound.transport import Transport
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench

from .conftest import free_port, peer, until_it_listens

HOW = "in the folder `deb` there: apt-get download openssh-server openssh-sftp-server libwrap0; dpkg -x each"
USER, PASSWORD, NUMBER = "peer", "a password of the tests", 23_456
CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication yes
Subsystem sftp internal-sftp
"""
START = """
mount -t tmpfs tmpfs /run && mkdir /run/sshd && mount --bind {folder}/passwd /etc/passwd &&
mount --bind {folder}/shadow /etc/shadow && LD_LIBRARY_PATH={libraries} exec {sshd} -D -e -f {folder}/config
"""
"""In a mount namespace of its own, so that the user exists for this server only."""


@dataclass(frozen=True, slots=True)
class Server:
    """`home` is where the user's folders are; `key` the fingerprint of the server's."""

    port: int
    home: Path
    key: str

    def bench(self, transport: Transport, **changes: str) -> Bench:
        settings = {"base_url": f"sftp://127.0.0.1:{self.port}", "host_key": self.key, "user": USER,
                    "organisation": "Elmfield", **changes}  # fmt: skip
        account = Account("peer", settings, {"password": PASSWORD})
        return Bench(DwpFindAJob(), account, settings["base_url"], transport, {"category": "99"})


@pytest.fixture
def server(open_folder: Path) -> Iterator[Server]:
    sshd = peer("deb/usr/sbin/sshd", HOW)
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("a server with a user of its own needs root and unshare (util-linux)")
    home = open_folder / "home"
    for name in ("Inbound", "Outbound"):
        (home / name).mkdir(parents=True)
        os.chown(home / name, NUMBER, NUMBER)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", open_folder / "host"], check=True)
    shown = subprocess.run(["ssh-keygen", "-lf", open_folder / "host.pub"], check=True, capture_output=True, text=True)
    hashed = subprocess.run(["openssl", "passwd", "-6", PASSWORD], check=True, capture_output=True, text=True)
    users = f"sshd:x:{NUMBER + 1}:65534::/run/sshd:/usr/sbin/nologin\n{USER}:x:{NUMBER}:{NUMBER}::{home}:/bin/sh\n"
    (open_folder / "passwd").write_text(Path("/etc/passwd").read_text() + users)
    (open_folder / "shadow").write_text(f"root:*:1::::::\n{USER}:{hashed.stdout.strip()}:1::::::\n")
    port = free_port()
    (open_folder / "config").write_text(CONFIG.format(port=port, folder=open_folder))
    start = START.format(
        folder=open_folder, sshd=sshd, libraries=":".join(map(str, sshd.parents[1].glob("lib/*-linux-gnu")))
    )
    with (open_folder / "log").open("wb") as log:
        process = subprocess.Popen(["unshare", "-m", "sh", "-c", start], stderr=log)
    until_it_listens(port, process)
    yield Server(port, home, shown.stdout.split()[1])
    process.terminate()
    process.wait(10)


def test_a_file_is_put_whole_and_its_report_read(server: Server, transport: Transport) -> None:
    bench = server.bench(transport)
    assert bench.test() == "The login works; 0 reports are there."
    posting = sample.posting()
    session = bench.session(True)
    receipt = DwpFindAJob().publish(posting, bench.prepared(posting), bench.account, session)
    assert isinstance(receipt, Pending)
    [file] = (server.home / "Inbound").iterdir()
    assert file.suffix == ".xml"
    root = lxml.etree.fromstring(file.read_bytes())
    assert [each.get("vacancyRefCode") for each in root] == [posting.reference]
    assert session.exchanges[0].bytes_written
    assert isinstance(bench.poll(receipt.handle), Pending)
    report = server.home / "Outbound" / "report.xml"
    report.write_text(f'<Report><Vacancy vacancyRefCode="{posting.reference}" result="Success"/></Report>')
    assert bench.poll(receipt.handle) == Live(posting.reference)


def test_a_large_file_arrives(server: Server, transport: Transport) -> None:
    bench = server.bench(transport)
    body = b"x" * 3_000_000
    with folder(bench.session(True), USER, PASSWORD, server.key) as there:
        there.put("Inbound/large", body)
    assert (server.home / "Inbound" / "large").read_bytes() == body


def test_another_key_gets_neither_login_nor_file(server: Server, transport: Transport) -> None:
    with pytest.raises(Unauthorized, match="the server's key is SHA256:"):
        server.bench(transport, host_key="SHA256:of-somebody-else").test()


def test_another_password_is_refused(server: Server, transport: Transport) -> None:
    bench = server.bench(transport)
    with pytest.raises(Unauthorized, match="refuses the login"):
        bench.test(Account("peer", bench.account.settings, {"password": "another"}))


def test_a_folder_that_cannot_be_written_published_nothing(server: Server, transport: Transport) -> None:
    (server.home / "Inbound").chmod(0o555)
    bench = server.bench(transport)
    session = bench.session(True)
    posting = sample.posting()
    with pytest.raises(Retry):
        DwpFindAJob().publish(posting, bench.prepared(posting), bench.account, session)
    assert not session.exchanges[0].bytes_written
    assert list((server.home / "Inbound").iterdir()) == []
