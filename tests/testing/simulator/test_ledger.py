"""The ledger counts what really happened, and a restart forgets nothing that is shown."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from orchestrator.testing.simulator import Operator, Refused, practice, running
from orchestrator.testing.simulator.imitations import IMITATIONS

from .talk import act, create, plain, plain_advert


def test_creates_live_and_history(boards: Operator) -> None:
    url = boards.url + "/blind/jobs"
    first = plain("POST", url, plain_advert()).json()["id"]
    plain("POST", url, plain_advert())
    plain("POST", url, plain_advert(reference="B-1"))
    plain("POST", url, plain_advert(reference="C-1", title=""))
    plain("DELETE", f"{url}/{first}")
    assert boards.creates("blind") == {"CC-1-1": 2, "B-1": 1}
    assert sorted(str(each["reference"]) for each in boards.live("blind")) == ["B-1", "CC-1-1"]
    assert [each["operation"] for each in boards.history("blind", "CC-1-1")] == ["create", "create", "end"]
    received = boards.exchanges("blind")
    assert [each["status"] for each in received] == [201, 201, 201, 422, 204]
    made = boards.history("blind", "CC-1-1")[0]
    assert (made["exchange"], made["body_hash"]) == (received[0]["number"], received[0]["body_hash"])
    assert '"title"' in str(received[3]["said"])
    assert received[0]["body_hash"] == received[1]["body_hash"] != received[2]["body_hash"]


def test_in_flight_and_just_answered(boards: Operator) -> None:
    boards.fault("blind", "late", next=1, seconds=0.5)
    thread = threading.Thread(target=plain, args=("POST", boards.url + "/blind/jobs", plain_advert()))
    thread.start()
    while not boards.in_flight("blind"):
        pass
    assert boards.creates("blind") == {"CC-1-1": 1}
    assert boards.answered(60_000) == []
    thread.join()
    assert boards.in_flight() == []
    assert [each["operation"] for each in boards.answered(60_000, "blind")] == ["create"]
    assert boards.answered(60_000, "keyed") == []


def test_a_restart_keeps_adverts_keys_credits_clock_and_numbers(tmp_path: Path) -> None:
    with running(folder=tmp_path) as boards:
        boards.account("reed", username=practice.REED_SECOND_USERNAME, posting_key=practice.REED_SECOND_POSTING_KEY,
                       employer_id=9, employer_name="Nine", credits=1)  # fmt: skip
        theirs = {"username": practice.REED_SECOND_USERNAME, "postingKey": practice.REED_SECOND_POSTING_KEY}
        job_id = create(boards.url, **theirs).json()["JobId"]
        boards.options("keyed", lifetime_days=7, key_seconds=1_000_000)
        first = plain("POST", boards.url + "/keyed/jobs", plain_advert(), key="k")
        boards.advance(3 * 86_400)
    with (tmp_path / "journal.jsonl").open("ab") as file:
        file.write(b'{"acceptance": {"cut off by a cra')
    with running(folder=tmp_path) as boards:
        assert {str(each["reference"]) for each in boards.live()} == {"CC-1-1"}
        assert create(boards.url, **theirs).status_code == 400, "its only credit was spent before"
        assert plain("POST", boards.url + "/keyed/jobs", plain_advert(), key="k").json()["id"] == first.json()["id"]
        assert boards.creates("keyed") == {"CC-1-1": 1}
        assert plain("POST", boards.url + "/keyed/jobs", plain_advert()).json()["id"] != first.json()["id"]
        assert create(boards.url).json()["JobId"] == job_id + 1
        boards.advance(5 * 86_400)
        assert plain("GET", f"{boards.url}/keyed/jobs/{first.json()['id']}").status_code == 410
        assert act(boards.url, "end", job_id, **theirs).status_code == 200
    with running(folder=tmp_path) as boards:
        assert str(job_id) not in [each["external_id"] for each in boards.live("reed")]
        boards.reset()
    with running(folder=tmp_path) as boards:
        assert boards.live() == []


def test_options_and_accounts_that_do_not_exist_are_refused(boards: Operator) -> None:
    for board, given in (("reed", {"colour": "red"}), ("reed", {"skew_seconds": "long"}), ("indeed", {"x": 1})):
        with pytest.raises(Refused, match="400"):
            boards.options(board, **given)
    for board, account in (("reed", {"username": "x"}), ("keyed", {"token": "x"})):
        with pytest.raises(Refused, match="400"):
            boards.account(board, **account)
    with pytest.raises(Refused, match="404"):
        boards.options("monster", x=1)
    others = {rules.name for rules in IMITATIONS}
    assert set(boards.boards()) == {"reed", "indeed", "google", "keyed", "findable", "blind"} | others


def test_the_control_api_takes_json_only_and_no_nonsense(boards: Operator) -> None:
    control = boards.url + "/_control"
    assert requests.post(control + "/reset", data="{}", timeout=5).status_code == 415
    assert requests.post(control + "/reset", json=[1], timeout=5).status_code == 400
    assert requests.get(control + "/ledger?limit=x", timeout=5).status_code == 400
    assert requests.get(control + "/nothing", timeout=5).status_code == 404
    assert requests.get(control + "/reset", timeout=5).status_code == 405


COMMAND = [sys.executable, "-m", "orchestrator.testing.simulator"]


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, with its URL; ended with the block."""
    command = [*COMMAND, "--port", "0", "--state", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip().rpartition(" ")[2]
        finally:
            process.kill()


def test_the_command_says_when_ready_obeys_and_stops_on_sigterm(tmp_path: Path) -> None:
    with started(tmp_path) as (process, url), requests.Session() as kept_alive:
        assert kept_alive.get(url + "/", timeout=5).status_code == 200
        plain("POST", url + "/keyed/jobs", plain_advert())
        told = subprocess.run([*COMMAND, "--port", url.rpartition(":")[2], "live"], capture_output=True, text=True)
        assert '"reference": "CC-1-1"' in told.stdout
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_nobody_to_tell_is_an_error_with_the_address() -> None:
    failed = subprocess.run([*COMMAND, "--port", "1", "live"], capture_output=True, text=True)
    assert failed.returncode == 1
    assert "board simulator at 127.0.0.1:1" in failed.stderr


def test_a_killed_simulator_still_knows_what_it_answered(tmp_path: Path) -> None:
    with started(tmp_path) as (process, url):
        made = plain("POST", url + "/findable/jobs", plain_advert()).json()
        process.kill()
    with started(tmp_path) as (_, url):
        found = plain("GET", url + "/findable/jobs?reference=CC-1-1").json()["jobs"]
        assert [each["id"] for each in found] == [made["id"]]


def test_under_many_faults_at_once_the_ledger_still_adds_up(boards: Operator) -> None:
    for kind in ("drop_before", "drop_after", "cut_body", "error_before", "error_after", "html", "late"):
        boards.fault("blind", kind, probability=0.1, seconds=0.02)

    def send(number: int) -> int | None:
        try:
            return plain("POST", boards.url + "/blind/jobs", plain_advert(reference=f"R-{number}")).status_code
        except requests.RequestException:
            return None

    with ThreadPoolExecutor(16) as pool:
        heard = list(pool.map(send, range(300)))
    assert boards.in_flight() == []
    received = boards.exchanges("blind")
    assert len(received) == 300
    assert {"drop_before", "cut_body"} < {str(each["fault"]) for each in received}
    done = {str(each["reference"]): each for each in boards.history("blind")}
    assert boards.creates("blind") == dict.fromkeys(done, 1)
    assert {str(each["reference"]) for each in boards.live("blind", brief=True)} == set(done)
    before = {each["number"] for each in received if each["fault"] in ("drop_before", "error_before")}
    assert {each["exchange"] for each in done.values()} == {each["number"] for each in received} - before
    assert all(f"R-{number}" in done for number, status in enumerate(heard) if status == 201)
