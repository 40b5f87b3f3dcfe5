"""Short texts keep their link and stay within what a channel allows; a wait may stand in an answer's JSON."""

from __future__ import annotations

import json

import pytest

from orchestrator.boards import Answer, Retry, graphemes, short, unhurried, utf8_bytes
from orchestrator.outbound.redaction import Redactor

LINK = "https://jobs.example/a/CC-1042-1"


def test_what_fits_is_left_alone() -> None:
    assert short("Care Coordinator", LINK, 500) == f"Care Coordinator\n\n{LINK}"


@pytest.mark.parametrize("measure", [len, graphemes, utf8_bytes])
def test_what_is_too_long_is_cut_and_keeps_its_link(measure: type[object]) -> None:
    made = short("Pflege 👩🏽‍⚕️ für alle. " * 50, LINK, 200, measure=measure)  # type: ignore[arg-type]
    assert measure(made) <= 200  # type: ignore[operator, call-arg]
    assert made.endswith(f"…\n\n{LINK}")


def test_a_link_may_count_less_than_it_has() -> None:
    assert len(short("word " * 200, LINK, 100, link_size=23)) - len(LINK) + 23 <= 100


def reply(body: object, **headers: str) -> Answer:
    return Answer(429, headers, json.dumps(body).encode(), True, False, Redactor())


def test_a_wait_is_read_from_the_answer() -> None:
    with pytest.raises(Retry) as waits:
        unhurried(reply({"parameters": {"retry_after": 7}}), "parameters", "retry_after")
    assert waits.value.retry_after == 7
    with pytest.raises(Retry) as waits:
        unhurried(reply({"retry_after_ms": 1500}), "retry_after_ms", unit=0.001)
    assert waits.value.retry_after == 1.5


def test_without_one_the_answer_is_passed_on() -> None:
    page = Answer(429, {}, b"<h1>Slow down</h1>", True, False, Redactor())
    for answer in (
        page,
        reply({}),
        reply([]),
        reply({"retry_after": "soon"}),
        reply({"retry_after": 7}, **{"Retry-After": "9"}),
    ):
        assert unhurried(answer, "retry_after") is answer
