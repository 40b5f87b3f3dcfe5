"""Name look-ups."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from orchestrator.outbound.deadline import Deadline, DeadlineExceeded
from orchestrator.outbound.resolver import AT_ONCE, Resolver

ROW = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 443))


def test_an_answer_is_shared_and_kept() -> None:
    asked: list[object] = []
    go = threading.Event()

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        go.wait(2)
        return [ROW]

    resolver = Resolver(look_up)
    with ThreadPoolExecutor(8) as threads:
        found = [threads.submit(resolver.addresses, "board.example", 443, Deadline.after(2)) for _ in range(8)]
        go.set()
        assert {answer.result()[0].sockaddr[0] for answer in found} == {"192.0.2.1"}
    resolver.addresses("board.example", 443, Deadline.after(2))
    assert asked == ["board.example"]


def test_a_failure_is_not_kept() -> None:
    answers: list[object] = [socket.gaierror(-2, "Name or service not known"), UnicodeError("too long"), [ROW]]

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]

    resolver = Resolver(look_up)
    for _ in range(2):
        with pytest.raises(OSError, match=r"board\.example could not be resolved"):
            resolver.addresses("board.example", 443, Deadline.after(1))
    assert resolver.addresses("board.example", 443, Deadline.after(1))[0].family == socket.AF_INET


def test_hanging_look_ups_hold_up_others_no_longer_than_their_deadline() -> None:
    over = threading.Event()

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        if host != "good.example":
            over.wait(5)
        return [ROW]

    resolver = Resolver(look_up)
    for number in range(AT_ONCE - 1):
        with pytest.raises(DeadlineExceeded):
            resolver.addresses(f"bad{number}.example", 443, Deadline.after(0.01))
    assert resolver.addresses("good.example", 443, Deadline.after(1))
    with pytest.raises(DeadlineExceeded):
        resolver.addresses("bad.example", 443, Deadline.after(0.01))
    over.set()
