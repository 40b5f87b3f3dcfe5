"""Each fault as a client meets it, and what the ledger says was done."""

from __future__ import annotations

import http.client
import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from orchestrator.testing.simulator import FaultKind, Operator, Refused, practice

from .talk import create, plain, plain_advert

BODY = json.dumps(plain_advert()).encode()


def post(boards: Operator, timeout: float = 2.0, path: str = "/blind/jobs") -> http.client.HTTPResponse:
    host, port = boards.url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=timeout)
    connection.request("POST", path, BODY, {"Authorization": f"Bearer {practice.BLIND_TOKEN}"})
    return connection.getresponse()


def done(boards: Operator) -> int:
    return boards.creates("blind").get("CC-1-1", 0)


def last(boards: Operator) -> dict[str, Any]:
    """The last exchange, once the board has finished with it."""
    for _ in range(200):
        if not boards.in_flight("blind"):
            break
        time.sleep(0.01)
    return dict(boards.exchanges("blind")[-1])


@pytest.mark.parametrize(
    ("kind", "status", "created"),
    [("error_before", 500, 0), ("unavailable", 503, 0), ("throttle", 429, 0), ("reject", 422, 0), ("redirect", 302, 0),
     ("error_after", 500, 1)],
)  # fmt: skip
def test_faults_that_answer_with_a_status(boards: Operator, kind: str, status: int, created: int) -> None:
    boards.fault("blind", kind, next=1, retry_after="17", location="http://127.0.0.1:1/x")
    answer = post(boards)
    assert (answer.status, done(boards)) == (status, created)
    if kind == "throttle":
        assert answer.headers["Retry-After"] == "17"
    if kind == "redirect":
        assert answer.headers["Location"] == "http://127.0.0.1:1/x"
    assert (last(boards)["status"], last(boards)["fault"]) == (status, kind)
    assert post(boards).status == 201, "once only"


@pytest.mark.parametrize(("kind", "created"), [("black_hole", 0), ("timeout", 1)])
def test_faults_that_never_answer(boards: Operator, kind: str, created: int) -> None:
    boards.fault("blind", kind, next=1)
    with pytest.raises(TimeoutError):
        post(boards, timeout=0.3)
    assert done(boards) == created
    assert last(boards)["status"] is None, "the board notices that the client has gone"


@pytest.mark.parametrize(("kind", "created"), [("drop_before", 0), ("drop_after", 1)])
@pytest.mark.parametrize("reset", [False, True])
def test_faults_that_drop_the_connection(boards: Operator, kind: str, created: int, reset: bool) -> None:
    boards.fault("blind", kind, next=1, reset=reset)
    with pytest.raises(ConnectionResetError if reset else http.client.RemoteDisconnected):
        post(boards)
    assert done(boards) == created
    assert (last(boards)["status"], last(boards)["whole"]) == (None, False)


@pytest.mark.parametrize("kind", ["cut_body", "cut_chunk"])
def test_faults_that_cut_the_body(boards: Operator, kind: str) -> None:
    boards.fault("blind", kind, next=1)
    answer = post(boards)
    assert answer.status == 201
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    assert done(boards) == 1
    assert last(boards)["whole"] is False


def test_a_cut_header_ends_without_the_blank_line(boards: Operator) -> None:
    boards.fault("blind", "cut_header", next=1)
    host, port = boards.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=2) as line:
        head = f"POST /blind/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {practice.BLIND_TOKEN}\r\n"
        line.sendall(head.encode() + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY)
        heard = b""
        while part := line.recv(4096):
            heard += part
    assert heard.startswith(b"HTTP/1.1 201 Created\r\n")
    assert b"\r\n\r\n" not in heard
    assert done(boards) == 1


def test_an_unframed_answer_ends_with_the_connection(boards: Operator) -> None:
    boards.fault("blind", "unframed", next=1)
    answer = post(boards)
    assert answer.getheader("Content-Length") is None
    assert answer.getheader("Transfer-Encoding") is None
    assert json.loads(answer.read())["reference"] == "CC-1-1"


def test_a_drip_comes_byte_by_byte(boards: Operator) -> None:
    boards.fault("blind", "drip", next=1, seconds=0.001)
    assert json.loads(post(boards).read())["reference"] == "CC-1-1"
    boards.fault("blind", "drip", next=1, seconds=0.2)
    with pytest.raises(requests.exceptions.RequestException):
        requests.post(boards.url + "/blind/jobs", data=BODY, timeout=0.1)
    assert last(boards)["whole"] is False


def test_latency_works_even_when_the_client_has_gone(boards: Operator) -> None:
    boards.fault("blind", "latency", next=1, seconds=0.4)
    with pytest.raises(TimeoutError):
        post(boards, timeout=0.1)
    assert done(boards) == 0, "a look-up now would find nothing"
    assert last(boards)["whole"] is False
    assert done(boards) == 1


def test_a_late_answer_is_whole_for_a_client_that_waits(boards: Operator) -> None:
    boards.fault("blind", "late", next=1, seconds=0.2)
    assert post(boards).status == 201
    assert last(boards)["whole"] is True


def test_garbage_instead_of_the_answer(boards: Operator) -> None:
    for kind in ("html", "empty", "double_json", "wrong_type"):
        boards.fault("blind", kind, next=1)
    html, empty, double, wrong = (post(boards) for _ in range(4))
    assert (html.status, html.getheader("Content-Type")) == (201, "text/html; charset=utf-8")
    assert (empty.status, empty.read()) == (200, b"")
    assert json.loads(json.loads(double.read()))["reference"] == "CC-1-1"
    assert json.loads(wrong.read())[0]["reference"] == "CC-1-1"
    assert done(boards) == 4


def test_answers_that_keep_their_form(boards: Operator) -> None:
    made = plain("POST", boards.url + "/findable/jobs", plain_advert()).json()
    assert plain("GET", f"{boards.url}/findable/jobs/{made['id']}").json()["status"] != "wibbling"
    boards.fault("findable", "strange_state", next=1)
    assert plain("GET", f"{boards.url}/findable/jobs/{made['id']}").json()["status"] == "wibbling"
    assert len(plain("GET", boards.url + "/findable/jobs?reference=CC-1-1").json()["jobs"]) == 1
    boards.fault("findable", "omit", next=1)
    assert plain("GET", boards.url + "/findable/jobs?reference=CC-1-1").json()["jobs"] == []


def test_an_advert_can_be_lost_later(boards: Operator) -> None:
    boards.fault("findable", "lose", next=1, seconds=100, operations=["create"])
    made = plain("POST", boards.url + "/findable/jobs", plain_advert()).json()
    assert plain("GET", f"{boards.url}/findable/jobs/{made['id']}").status_code == 200
    boards.advance(101)
    assert plain("GET", f"{boards.url}/findable/jobs/{made['id']}").status_code == 410
    assert plain("GET", boards.url + "/findable/jobs?reference=CC-1-1").json() == {"jobs": []}


def test_reed_refuses_in_its_own_form(boards: Operator) -> None:
    boards.fault("reed", "reject", next=1)
    answer = create(boards.url)
    assert (answer.status_code, "modelState" in answer.json()) == (400, True)


def test_a_fault_can_be_limited_to_operations(boards: Operator) -> None:
    boards.fault("keyed", "error_before", probability=1, operations=["end"])
    made = plain("POST", boards.url + "/keyed/jobs", plain_advert())
    assert made.status_code == 201
    assert plain("DELETE", f"{boards.url}/keyed/jobs/{made.json()['id']}").status_code == 500
    boards.clear_faults()
    assert plain("DELETE", f"{boards.url}/keyed/jobs/{made.json()['id']}").status_code == 204


def test_the_same_seed_gives_the_same_faults(boards: Operator) -> None:
    runs = []
    for seed in (7, 7, 8):
        boards.reset(seed=seed)
        boards.fault("blind", "unavailable", probability=0.5)
        runs.append([post(boards).status for _ in range(30)])
    assert runs[0] == runs[1] != runs[2]
    assert set(runs[0]) == {201, 503}
    assert boards.faults()[0]["fired"] == runs[2].count(503)


def test_a_fault_that_makes_no_sense_is_refused(boards: Operator) -> None:
    for given in ({"kind": "nonsense", "next": 1}, {"kind": "late"}, {"kind": "late", "probability": 2},
                  {"kind": "late", "next": 1, "seconds": -1}, {"kind": "late", "next": 1, "often": True}):  # fmt: skip
        with pytest.raises(Refused, match="400"):
            boards.fault("blind", **given)
    with pytest.raises(Refused, match="no 'monster'"):
        boards.fault("monster", "late", next=1)


def test_every_fault_is_tried_in_this_file() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [kind.value for kind in FaultKind if f'"{kind.value}"' not in text] == []
