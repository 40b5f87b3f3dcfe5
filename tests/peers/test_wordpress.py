"""Job listings in Debian's WordPress with WP Job Manager, on Apache and MariaDB: posted, found, changed, taken down."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests

from adapters.wordpress import WordPress
from orchestrator.boards.contract import Account, Posting
from orchestrator.domain.errors import Rejected, Unauthorized
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Evidence, Gone, Live
from orchestrator.outbound.transport import Transport
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench

from .conftest import alone, free_port, peer, until_it_listens

HOW = (
    "in the folder `deb` there: apt-get download wordpress php8.2-cli php8.2-common php8.2-mysql php8.2-opcache "
    "libapache2-mod-php8.2 apache2-bin libapr1 libaprutil1 liblua5.3-0 mariadb-server-core libmariadb3 libaio1 "
    "liburing2; dpkg -x each (or what `apt install wordpress mariadb-server` brings for your release)"
)
PLUGIN = (
    "in the folder `wp-job-manager` there: the plugin WP Job Manager (2.1, for Debian's WordPress) from wordpress.org"
)
FILES = Path(__file__).parent / "wordpress"
EXTENSIONS = ("mysqlnd", "mysqli", "ctype", "tokenizer", "iconv", "fileinfo")


@dataclass(frozen=True, slots=True)
class Site:
    """`password`: an application password of the administrator `jobs`; `employer`: one of somebody who may not post."""

    url: str
    password: str
    employer: str

    def bench(self, transport: Transport) -> Bench:
        account = Account("peer", {"base_url": self.url, "user": "jobs"}, {"password": self.password})
        return Bench(WordPress(), account, self.url, transport, seconds=60)

    def kept(self, number: str | None) -> dict[str, Any]:
        """The advert as its editor sees it."""
        found = requests.get(
            f"{self.url}/wp-json/wp/v2/job-listings/{number}",
            {"context": "edit"},
            auth=("jobs", self.password),
            timeout=30,
        )
        return dict(found.json())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    deb = peer("deb/usr/share/wordpress/wp-load.php", HOW).parents[3]
    plugin = peer("wp-job-manager/wp-job-manager.php", PLUGIN).parent
    folder, port = tmp_path_factory.mktemp("wordpress"), free_port()
    environment = alone() | {
        "LD_LIBRARY_PATH": f"{deb}/usr/lib/x86_64-linux-gnu:{deb}/lib/x86_64-linux-gnu",
        "PHPRC": str(folder),
        "PHP_INI_SCAN_DIR": "",
        "SITE": f"{folder}/site",
        "DB_SOCKET": f"{folder}/db.sock",
        "URL": f"http://127.0.0.1:{port}",
    }
    _laid_out(folder, deb, plugin, port)
    with _database(folder, deb, environment):
        install = [deb / "usr/bin/php8.2", FILES / "install.php"]
        made = subprocess.run(install, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        password, employer = made.stdout.split()[-2:]
        apache = [f"{deb}/usr/sbin/apache2", "-f", f"{folder}/apache.conf", "-DFOREGROUND"]
        # A session of its own: it ends its whole group, which would be ours.
        with subprocess.Popen(apache, env=environment, start_new_session=True) as server:
            until_it_listens(port, server)
            yield Site(environment["URL"], password, employer)
            server.terminate()


def _laid_out(folder: Path, deb: Path, plugin: Path, port: int) -> None:
    """WordPress by links, so that its configuration and plugins are this test's own."""
    for each in (*folder.parents[:2], folder):
        each.chmod(0o755)  # Apache and MariaDB give root's rights up
    content = folder / "site/wp-content"
    for name in ("plugins", "themes", "uploads"):
        (content / name).mkdir(parents=True)
    for each in (deb / "usr/share/wordpress").iterdir():
        if each.name not in ("wp-config.php", "wp-content"):
            (folder / "site" / each.name).symlink_to(each)
    (content / "plugins/wp-job-manager").symlink_to(plugin)
    shutil.copy(FILES / "wp-config.php", folder / "site")
    lines = [f"extension_dir={deb}/usr/lib/php/20220829", *(f"extension={each}" for each in EXTENSIONS)]
    lines += [
        "zend_extension=opcache",
        f"auto_prepend_file={FILES}/before.php",
        "display_errors=stderr",
        "error_reporting=E_ALL & ~E_DEPRECATED",
    ]
    (folder / "php.ini").write_text("\n".join(lines))
    conf = (FILES / "apache.conf").read_text()
    (folder / "apache.conf").write_text(conf.format(folder=folder, port=port, modules=deb / "usr/lib/apache2/modules"))


@contextmanager
def _database(folder: Path, deb: Path, environment: dict[str, str]) -> Iterator[None]:
    """MariaDB on a socket, without accounts of its own."""
    share, socket, data = deb / "usr/share/mysql", folder / "db.sock", folder / "data"
    data.mkdir()
    folder.chmod(0o777)
    if os.geteuid() == 0:
        shutil.chown(data, "nobody")
    command = [
        f"{deb}/usr/sbin/mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking",
        f"--lc-messages-dir={share}", f"--character-sets-dir={share}/charsets", f"--pid-file={folder}/db.pid",
        *(["--user=nobody"] if os.geteuid() == 0 else []),
    ]  # fmt: skip
    tables = [(share / f"mysql_system_tables{each}.sql").read_text() for each in ("", "_data")]
    first = "\n".join(["create database mysql;", "use mysql;", *tables, "create database wordpress;"])
    quiet = subprocess.DEVNULL
    subprocess.run([*command, "--bootstrap"], input=first.encode(), check=True, env=environment, stderr=quiet)
    with subprocess.Popen([*command, "--skip-grant-tables"], env=environment, stderr=quiet) as server:
        end = time.monotonic() + 60
        while not socket.exists():
            assert server.poll() is None, "MariaDB does not start"
            assert time.monotonic() < end, "MariaDB does not listen"
            time.sleep(0.1)
        yield
        server.terminate()


def test_an_advert_is_there_as_it_was_sent_and_under_our_reference(site: Site, transport: Transport) -> None:
    bench, posting = site.bench(transport), sample.posting("FH-12.1_b-1")
    assert bench.find(posting) == []
    published = bench.published(posting)
    sent, kept = json.loads(bench.prepared(posting).payload), site.kept(published.external_id)
    assert kept["slug"] == "fh-12-1-b-1"
    assert (kept["title"]["raw"], kept["content"]["raw"]) == (sent["title"], sent["content"])
    assert kept["meta"].items() >= sent["meta"].items()
    assert [each.external_id for each in bench.find(posting)] == [published.external_id]
    assert bench.check(published) == Live(str(published.external_id), published.url, Evidence.SEEN)
    twice = bench.published(posting)
    assert {each.external_id for each in bench.find(posting)} == {published.external_id, twice.external_id}
    for each in (published, twice):
        assert isinstance(bench.change(Operation.WITHDRAW, each), Gone)


def test_it_is_changed_in_place_and_taken_down_for_good(site: Site, transport: Transport) -> None:
    bench = site.bench(transport)
    posting = bench.published(sample.posting("FH-13.1-1"))
    edited = bench.prepared(posting, replace(sample.WORDING, title="Senior Care Coordinator"))
    changed = bench.change(Operation.UPDATE, posting, edited)
    assert isinstance(changed, Live)
    assert changed.external_id == posting.external_id
    assert site.kept(posting.external_id)["title"]["raw"] == "Senior Care Coordinator"
    for _ in range(2):
        assert isinstance(bench.change(Operation.WITHDRAW, posting), Gone)
    assert bench.check(posting) == Gone(Evidence.SEEN)
    assert bench.find(posting) == []


def test_the_list_is_whole_however_many_there_are(site: Site, transport: Transport, monkeypatch: Any) -> None:
    """A page behind the last one is refused with 400, so nobody may ask for it to see whether there is more."""
    monkeypatch.setattr("adapters.wordpress.A_PAGE", 2)
    bench = site.bench(transport)
    posted: list[Posting] = []
    for number in range(4):
        posted.append(bench.published(sample.posting(f"FH-20.{number}-1")))
        assert {each.external_id for each in bench.live()} == {each.external_id for each in posted}
    for each in posted:
        bench.change(Operation.WITHDRAW, each)
    assert bench.live() == []


@pytest.mark.parametrize("kind", hostile.TEXTS)
def test_a_hostile_advert_arrives_as_it_was_written(site: Site, transport: Transport, kind: str) -> None:
    bench, text = site.bench(transport), hostile.TEXTS[kind]
    prepared = bench.prepared(sample.posting("FH-30.1-1"), hostile.wording(text), hostile.vacancy(text, bench.vacancy))
    posting = bench.published(sample.posting("FH-30.1-1"), prepared)
    sent, kept = json.loads(prepared.payload), site.kept(posting.external_id)
    assert (kept["title"]["raw"], kept["content"]["raw"]) == (sent["title"], sent["content"])
    bench.change(Operation.WITHDRAW, posting)


def test_what_it_refuses_names_our_field(site: Site, transport: Transport) -> None:
    bench = site.bench(transport)
    prepared = bench.prepared(sample.posting())
    broken = json.dumps(json.loads(prepared.payload) | {"job-types": ["care"]}).encode()
    with pytest.raises(Rejected) as refused:
        bench.change(Operation.PUBLISH, sample.posting(), replace(prepared, payload=broken))
    assert [each.field for each in refused.value.reasons] == ["types"]
    assert bench.live() == []


def test_who_may_not_post_is_unauthorised(site: Site, transport: Transport) -> None:
    bench = site.bench(transport)
    assert bench.test() == "Logged in as jobs."
    stranger = replace(bench.account, secrets={"password": "another"})
    employer = Account("peer", {"base_url": site.url, "user": "employer"}, {"password": site.employer})
    for each in (stranger, employer):
        with pytest.raises(Unauthorized):
            bench.change(Operation.PUBLISH, sample.posting(), account=each)
    assert bench.live() == []
