"""What boards send of their own accord: whose it is, and what it says, for each dialect."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from orchestrator.boards import registry
from orchestrator.boards.contract import Account
from orchestrator.boards.field import Need
from orchestrator.boards.inbound import LARGEST, Hears, Inbound, Unreadable, Untrusted
from orchestrator.domain.reading import Metric
from orchestrator.rendering.renderer import Renderer
from orchestrator.testing import sample

from .messages import AT, CANDIDATE, MESSAGES, SIGNED, Message

REGISTRY = registry.load()
each_board = pytest.mark.parametrize("message", MESSAGES, ids=lambda each: each.board)
each_signing = pytest.mark.parametrize("message", SIGNED, ids=lambda each: each.board)


def heard(message: Message) -> tuple[Hears, Account, Inbound]:
    adapter = REGISTRY[message.board]
    assert isinstance(adapter, Hears)
    body, headers = message.make("CC-1042-1", "a1b2c3d4e5f60718")
    account = Account("practice", message.settings, message.secrets)
    return adapter, account, Inbound(body, headers, datetime.now(UTC))


def test_every_board_that_hears_is_tried_here() -> None:
    assert {name for name, each in REGISTRY.items() if isinstance(each, Hears)} == {each.board for each in MESSAGES}


@each_board
def test_an_application_is_an_event_without_the_candidate(message: Message) -> None:
    adapter, account, request = heard(message)
    adapter.verify(request, account)
    [event] = adapter.events(request, account)
    assert (event.id, event.reference, event.metric) == ("a1b2c3d4e5f60718", "CC-1042-1", Metric.APPLICATION)
    assert event.at in (None, AT)
    assert not any(each in repr(event) for each in CANDIDATE)


@each_signing
@pytest.mark.parametrize("kind", ["changed", "unsigned", "other secret", "no secret"])
def test_what_the_board_has_not_signed_is_not_believed(message: Message, kind: str) -> None:
    adapter, account, request = heard(message)
    if kind == "changed":
        request = replace(request, body=request.body.replace(b"CC-1042-1", b"CC-1042-2"))
    elif kind == "unsigned":
        request = replace(request, headers={"content-type": request.headers["content-type"]})
    elif kind == "other secret":
        account = replace(account, secrets=dict.fromkeys(account.secrets, "another one"))
    else:
        account = replace(account, secrets=dict.fromkeys(account.secrets, ""))
    with pytest.raises(Untrusted) as refused:
        adapter.verify(request, account)
    assert refused.value.status == message.refused


@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(minutes=-6)])
def test_an_old_signature_is_not_believed(age: timedelta) -> None:
    adapter, account, request = heard(next(each for each in MESSAGES if each.board == "ziprecruiter"))
    with pytest.raises(Untrusted, match="older"):
        adapter.verify(replace(request, received_at=request.received_at + age), account)


def test_careerjet_is_answered_what_it_documents() -> None:
    adapter, account, request = heard(next(each for each in MESSAGES if each.board == "careerjet"))
    with pytest.raises(Untrusted) as refused:
        adapter.verify(replace(request, body=request.body.replace(b"source_signature", b"nothing")), account)
    assert refused.value.status == 403


@each_board
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'"x"', b"<html>", b"\xff\xfe", b'{"id": {}, "job": []}', b"[" * 9000]
)
def test_what_cannot_be_read_is_said_so(message: Message, body: bytes) -> None:
    adapter, account, request = heard(message)
    with pytest.raises(Unreadable):
        adapter.events(replace(request, body=body), account)


@each_board
def test_a_compressed_message_is_read(message: Message) -> None:
    adapter, account, request = heard(message)
    packed = replace(request, body=gzip.compress(request.body), headers={**request.headers, "content-encoding": "gzip"})
    assert adapter.events(packed, account)[0].reference == "CC-1042-1"
    bomb = replace(packed, body=gzip.compress(b" " * (LARGEST + 1), 1))
    with pytest.raises(Unreadable):
        adapter.events(bomb, account)


def test_talroo_tells_of_starts_too() -> None:
    adapter, account, request = heard(next(each for each in MESSAGES if each.board == "talroo"))
    started = replace(request, body=request.body.replace(b"completed:v2", b"started:v1"))
    assert adapter.events(started, account)[0].metric is Metric.APPLY_START


@pytest.mark.parametrize(
    ("board", "settings"),
    [
        ("indeed", {"apply_token": "TOKEN"}),
        ("indeed_feed", {"apply_token": "TOKEN"}),
        ("careerjet", {"apply_key": "KEY"}),
        ("talent", {"talent_apply": "yes"}),
        ("talroo", {}),
    ],
)
def test_an_advert_names_our_address_only_where_applications_go_on_from_there(
    board: str, settings: dict[str, str]
) -> None:
    adapter = REGISTRY[board]
    needed = {each.name: "https://x.example" for each in adapter.credentials if each.need is Need.REQUIRED}
    needed |= {name: "h@f.example" for name in ("contact_email", "email") if name in needed}
    variant = Renderer().render(adapter, sample.WORDING, sample.VACANCY, "Elmfield", {})

    def says(**more: str) -> bool:
        account = Account("practice", {**needed, **settings, **more}, hook="https://jobs.example/hooks/7")
        payload = unquote(adapter.payload(sample.posting(), variant, account).decode())
        return "https://jobs.example/hooks/7" in payload

    assert not says()
    assert says(pass_on="https://ats.example/in")
