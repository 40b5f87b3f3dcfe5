"""The servers from the wheels: started, killed, found again, stopped, with nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL, SIGSTOP

import psycopg
import pytest
import redis

from orchestrator import embedded, process, settings
from orchestrator.embedded import postgres, valkey
from orchestrator.urls import libpq_url

HOLD = """
import sys
from orchestrator import embedded, settings
with embedded.held(settings.load({"CALLBOARD_DATA_DIR": sys.argv[1]})):
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def config(open_folder: Path) -> settings.Settings:
    return settings.load({"CALLBOARD_DATA_DIR": str(open_folder / "data")})


@contextmanager
def holder(config: settings.Settings) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the servers until it is told to end."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(config.data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "up\n"
        try:
            yield other
        finally:
            if other.poll() is None:
                other.communicate("")


def count(url: str) -> int:
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute("create table if not exists seen (at timestamptz)")
        connection.execute("insert into seen values (now())")
        row = connection.execute("select count(*) from seen").fetchone()
    assert row is not None
    return int(row[0])


def postmaster(config: settings.Settings) -> int:
    return int((postgres.locate(config.data_dir).place.data / "postmaster.pid").read_text().split()[0])


def test_what_is_written_survives_a_stop_and_nothing_is_left(config: settings.Settings) -> None:
    for turn in (1, 2):
        with embedded.running(config) as servers:
            assert count(servers.database_url) == turn
            assert redis.Redis.from_url(servers.redis_url).incr("turns") == turn
            number = postmaster(config)
    assert process.identify(number) is None
    left = [path.name for path in config.data_dir.rglob("*") if path.is_socket() or path.suffix in (".pid", ".lock")]
    assert left == []
    assert not (config.data_dir / "postgres" / "run").exists()


def test_a_second_command_uses_the_running_servers_and_leaves_them(config: settings.Settings) -> None:
    with holder(config):
        with embedded.running(config) as servers:
            assert count(servers.database_url) == 1
        with embedded.running(config) as servers:
            assert count(servers.database_url) == 2
    assert not postgres.alive(postgres.locate(config.data_dir))


def test_two_starts_at_once_share_one_server(config: settings.Settings) -> None:
    found: list[int] = []
    together = threading.Barrier(2)

    def use() -> None:
        with embedded.running(config) as servers:
            found.append(postmaster(config))
            together.wait(60)  # nobody stops before both are in
            assert redis.Redis.from_url(servers.redis_url).ping()
            together.wait(60)

    other = threading.Thread(target=use)
    other.start()
    use()
    other.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_start_after_the_holder_was_killed(config: settings.Settings) -> None:
    with holder(config) as other:
        with embedded.running(config) as servers:
            count(servers.database_url)
        number = postmaster(config)
        other.kill()
        other.wait()
        with embedded.running(config) as servers:
            assert count(servers.database_url) == 2
            assert redis.Redis.from_url(servers.redis_url).ping()
    assert process.identify(number) is None
    assert process.identify(valkey_number(config)) is None


def valkey_number(config: settings.Settings) -> int:
    record = valkey.locate(config.data_dir).record
    return int(record.read_text().split('"pid": ')[1].split(",")[0]) if record.exists() else 0


def test_a_server_that_outlived_its_holder_is_taken_over(config: settings.Settings) -> None:
    first = embedded.start(config)  # as after a kill on a system that ends no children
    number = postmaster(config)
    with embedded.held(config) as second:
        assert second.postgres_process is None
        assert second.valkey_process is None
        assert postmaster(config) == number
    assert first.postgres_process is not None
    assert first.postgres_process.wait(5) == 0


def test_killed_servers_are_revived_with_their_data(config: settings.Settings) -> None:
    with embedded.held(config) as held:
        assert count(held.servers.database_url) == 1
        assert embedded.revive(held) == []
        os.kill(postmaster(config), SIGKILL)  # stays a zombie of ours, which must not fool anybody
        os.kill(valkey_number(config), SIGKILL)
        process.wait_until(lambda: not postgres.alive(postgres.locate(config.data_dir)), 5)
        assert embedded.revive(held) == ["PostgreSQL", "Valkey"]
        assert count(held.servers.database_url) == 2
        assert redis.Redis.from_url(held.servers.redis_url).ping()


def test_a_number_that_now_belongs_to_somebody_else_does_not_block_the_start(config: settings.Settings) -> None:
    with embedded.running(config) as servers:
        count(servers.database_url)
        kept = (postgres.locate(config.data_dir).place.data / "postmaster.pid").read_text()
    place = postgres.locate(config.data_dir).place
    with subprocess.Popen(["sleep", "60"], user=place.account.uid if place.account else None) as stranger:
        try:
            stale = kept.replace(kept.split()[0], str(stranger.pid), 1)
            (place.data / "postmaster.pid").write_text(stale)
            if place.account:
                os.chown(place.data / "postmaster.pid", place.account.uid, place.account.gid)
            with embedded.running(config) as servers:
                assert count(servers.database_url) == 2
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_a_broker_that_hangs_is_replaced(config: settings.Settings) -> None:
    with embedded.held(config) as held:
        hung = valkey_number(config)
        os.kill(hung, SIGSTOP)
        assert held.valkey is not None
        assert held.valkey_process is not None
        server = held.valkey
        held.valkey_process = valkey.start(server)
        assert redis.Redis.from_url(held.servers.redis_url).ping()
        assert process.identify(hung) is None


def test_a_long_path_gets_a_short_private_folder_for_sockets(open_folder: Path) -> None:
    long = open_folder / ("a" * 60) / ("b" * 60)
    long.parent.mkdir()
    long.parent.chmod(0o711)  # whatever the umask: as root the database runs as another user
    with embedded.running(settings.load({"CALLBOARD_DATA_DIR": str(long)})) as servers:
        assert count(servers.database_url) == 1
        assert redis.Redis.from_url(servers.redis_url).ping()
        folder = postgres.locate(long).sockets
        assert not folder.is_relative_to(long)
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_a_lost_database_is_never_replaced_by_an_empty_one(config: settings.Settings) -> None:
    with embedded.running(config) as servers:
        count(servers.database_url)
        folder = postgres.locate(config.data_dir).place.folder
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(embedded.EmbeddedError, match="is not there any more"), embedded.running(config):
        pass


def test_no_password_no_entry(config: settings.Settings) -> None:
    with embedded.running(config):
        server = postgres.locate(config.data_dir)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=str(server.sockets), user="callboard", dbname="callboard", password="guess")


@pytest.mark.skipif(os.getuid() != 0, reason="only root has users to choose from")
def test_as_root_below_a_private_folder_nothing_of_others_changes(open_folder: Path) -> None:
    private = open_folder / "private"
    private.mkdir(mode=0o700)
    config = settings.load({"CALLBOARD_DATA_DIR": str(private / "data")})
    with embedded.running(config) as servers:
        assert count(servers.database_url) == 1
        place = postgres.locate(config.data_dir).place
        assert place.account is not None
        assert not place.folder.is_relative_to(open_folder)
        assert place.folder.stat().st_uid == place.account.uid
    assert private.stat().st_mode & 0o777 == 0o700
    assert private.stat().st_uid == 0
    with embedded.running(config) as servers:
        assert count(servers.database_url) == 2
    subprocess.run(["rm", "-r", str(place.folder.parent)], check=True)
