"""The ledger counts what really happened, and a restart forgets nothing that is shown."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests

from orchestrator.testing.simulator import Operator, Refused, practice, running

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
        job = create(boards.url, **theirs).json()["JobId"]
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
        assert create(boards.url).json()["JobId"] == job + 1
        boards.advance(5 * 86_400)
        assert plain("GET", f"{boards.url}/keyed/jobs/{first.json()['id']}").status_code == 410
        assert act(boards.url, "end", job, **theirs).status_code == 200
    with running(folder=tmp_path) as boards:
        assert str(job) not in [each["external_id"] for each in boards.live("reed")]
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
    assert set(boards.boards()) == {"reed", "indeed", "google", "keyed", "findable", "blind"}


def test_the_control_api_takes_json_only_and_no_nonsense(boards: Operator) -> None:
    control = boards.url + "/_control"
    assert requests.post(control + "/reset", data="{}", timeout=5).status_code == 415
    assert requests.post(control + "/reset", json=[1], timeout=5).status_code == 400
    assert requests.get(control + "/ledger?limit=x", timeout=5).status_code == 400
    assert requests.get(control + "/nothing", timeout=5).status_code == 404
    assert requests.get(control + "/reset", timeout=5).status_code == 405


def test_the_command_runs_says_when_ready_obeys_and_stops_on_sigterm(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "orchestrator.testing.simulator"]
    started = [*command, "--port", "0", "--state", str(tmp_path)]
    process = subprocess.Popen(started, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    stdout = process.stdout
    assert stdout is not None
    try:
        url = stdout.readline().strip().rpartition(" ")[2]
        with requests.Session() as kept_alive:
            assert kept_alive.get(url + "/", timeout=5).status_code == 200
            plain("POST", url + "/keyed/jobs", plain_advert())
            told = subprocess.run(
                [*command, "--port", url.rpartition(":")[2], "live"], capture_output=True, text=True, check=True
            )
            assert '"reference": "CC-1-1"' in told.stdout
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
        stdout.close()
    failed = subprocess.run([*command, "--port", "1", "live"], capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert "board simulator at 127.0.0.1:1" in failed.stderr
