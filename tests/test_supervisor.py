"""The supervisor, run for real in a process of its own, with small programs that print, crash, hang and linger."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL, SIGTERM

import pytest

from orchestrator import process

RUN = """
import json, os, sys
from pathlib import Path
from orchestrator.programs import Program
from orchestrator.supervisor import Supervisor, Watch

folder = Path(sys.argv[1])
plan = json.loads(sys.argv[2])
start = (sys.executable, "-u", "-c")
programs = [Program(name, (*start, code), stop_grace=plan["grace"]) for name, code in plan["programs"]]
limit = plan.get("limit")
watch = Watch(programs[0].name, lambda: 99.0, limit) if limit else None
Supervisor(programs, os.environ, folder, lambda name, text: print(name, text, flush=True), watch=watch).run(
    lambda: print("all started", flush=True))
print("bye", flush=True)
"""
WAITS = "import time; print('here'); time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here'); time.sleep(600)"


class Running:
    """A supervisor in another process, and what it says."""

    def __init__(
        self, folder: Path, *programs: tuple[str, str], grace: float = 5.0, limit: float | None = None
    ) -> None:
        plan = {"programs": programs, "grace": grace, "limit": limit}
        argv = [sys.executable, "-c", RUN, str(folder), json.dumps(plan)]
        self.process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
        self.folder = folder

    def read_until(self, text: str) -> list[str]:
        assert self.process.stdout is not None
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line.strip())
            if text in line:
                return lines
        raise AssertionError(f"never said '{text}': {lines}")

    def children(self) -> dict[str, int]:
        rows = json.loads((self.folder / "programs.json").read_text())
        return {row["command"]: row["pid"] for row in rows}

    def stop(self) -> list[str]:
        self.process.send_signal(SIGTERM)
        lines = self.read_until("bye")
        assert self.process.wait(30) == 0
        return lines


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log" / "callboard.log"


@pytest.fixture
def no_leftovers(tmp_path: Path) -> Iterator[None]:
    yield
    assert not (tmp_path / "programs.json").exists()


def gone(number: int) -> bool:
    return process.wait_until(lambda: process.identify(number) is None, 10)


@pytest.mark.usefixtures("no_leftovers")
def test_starts_in_order_logs_with_names_and_stops_in_reverse(tmp_path: Path, log: Path) -> None:
    supervisor = Running(tmp_path, ("first", WAITS), ("second", WAITS))
    assert supervisor.read_until("all started") == ["first ready", "second ready", "all started"]
    assert process.wait_until(lambda: log.read_text().count("here") == 2, 10)
    numbers = supervisor.children().values()
    assert supervisor.stop() == ["second was ended by SIGTERM", "first was ended by SIGTERM", "bye"]
    assert all(gone(number) for number in numbers)
    assert log.read_text() == "first     | here\nsecond    | here\n"


@pytest.mark.usefixtures("no_leftovers")
def test_a_crashed_program_starts_again_later_each_time(tmp_path: Path, log: Path) -> None:
    supervisor = Running(tmp_path, ("fragile", "import sys; print('no newline', end=''); sys.exit(3)"))
    assert "failed (exit 3); starting again in 1 s" in supervisor.read_until("starting again")[-1]
    assert "failed (exit 3); starting again in 2 s" in supervisor.read_until("starting again")[-1]
    supervisor.stop()
    assert log.read_text().splitlines()[:2] == ["fragile   | no newline"] * 2


@pytest.mark.usefixtures("no_leftovers")
def test_a_program_that_does_not_end_is_killed_after_its_grace(tmp_path: Path, log: Path) -> None:
    supervisor = Running(tmp_path, ("stubborn", STUBBORN), grace=1.0)
    supervisor.read_until("all started")
    assert process.wait_until(lambda: log.exists() and "here" in log.read_text(), 10)
    assert "stubborn was ended by SIGKILL" in supervisor.stop()


def test_a_second_wish_to_stop_does_not_wait_for_the_grace(tmp_path: Path, log: Path) -> None:
    supervisor = Running(tmp_path, ("stubborn", STUBBORN), grace=600.0)
    supervisor.read_until("all started")
    assert process.wait_until(lambda: log.exists() and "here" in log.read_text(), 10)
    supervisor.process.send_signal(SIGTERM)
    time.sleep(0.5)  # two signals at once may arrive as one
    supervisor.process.send_signal(SIGTERM)
    assert "stubborn was ended by SIGKILL" in supervisor.read_until("bye")
    supervisor.process.wait(10)


@pytest.mark.usefixtures("no_leftovers")
def test_no_progress_restarts_gently(tmp_path: Path) -> None:
    supervisor = Running(tmp_path, ("worker", WAITS), limit=1.0)
    lines = supervisor.read_until("starting again")
    assert "worker no progress for 99 s; restarting it" in lines
    assert "was ended by SIGTERM" in lines[-1]
    supervisor.stop()


def test_a_killed_supervisor_takes_its_programs_with_it_or_the_next_start_does(tmp_path: Path, log: Path) -> None:
    supervisor = Running(tmp_path, ("stubborn", STUBBORN), grace=1.0)
    supervisor.read_until("all started")
    assert process.wait_until(lambda: log.exists() and "here" in log.read_text(), 10)
    number = next(iter(supervisor.children().values()))
    supervisor.process.kill()
    supervisor.process.wait()
    assert process.identify(number) is not None, "it ignores the signal it gets, so it is still there"
    following = Running(tmp_path, ("next", WAITS))
    assert "ended a program left behind" in following.read_until("all started")[0]
    assert process.identify(number) is None
    following.stop()


def test_a_stranger_with_a_remembered_number_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as stranger:
        rows = [{"pid": stranger.pid, "started": "another boot:1", "command": "60"}]
        (tmp_path / "programs.json").write_text(json.dumps(rows))
        supervisor = Running(tmp_path, ("one", WAITS))
        assert supervisor.read_until("all started")[0] == "one ready"
        supervisor.stop()
        assert stranger.poll() is None
        stranger.send_signal(SIGKILL)
