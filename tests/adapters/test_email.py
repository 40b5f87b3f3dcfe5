"""E-mail keeps the contract on a real mail server's side of the wire, and nothing becomes a header that is none."""

from __future__ import annotations

import email
from dataclasses import replace
from email import policy
from email.message import EmailMessage

import pytest

from adapters.email import Email
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected, Retry, Unauthorized, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused

LOGIN = practice.LOGINS["email"]
ACCOUNT = Account(
    "practice",
    {
        "base_url": "smtps://mail.elmfield.example",
        "user": LOGIN.id,
        "sender": LOGIN.id,
        "recipient": "adverts@herald.example",
        "reply_to": "apply@elmfield.example",
    },
    {"password": LOGIN.secret},
)


def message(payload: bytes) -> EmailMessage:
    return email.message_from_bytes(payload, policy=policy.SMTP)


class TestEmail(BoardContract):
    adapter = Email()
    account = ACCOUNT

    def test_golden(self, bench: Bench) -> None:
        same("email.eml", bench.prepared(sample.posting()).payload)

    def test_every_posting_has_a_reply_address_of_its_own(self, bench: Bench) -> None:
        replies = [
            message(bench.prepared(sample.posting(each)).payload)["Reply-To"] for each in ("FH-1.1-1", "FH-2.1-1")
        ]
        assert replies == ["apply+fh-1.1-1@elmfield.example", "apply+fh-2.1-1@elmfield.example"]

    def test_a_takedown_without_its_text_still_names_the_advert(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        posting = bench.published(sample.posting())
        bench.change(Operation.WITHDRAW, posting, replace(bench.prepared(posting), payload=b""))
        assert simulator.live(board) == []

    @pytest.mark.parametrize(
        "evil", ["Cook\r\nBcc: x@evil.example", "Cook\nSubject: other", "Cook\u2028Bcc: x@y.z", "é" * 90]
    )
    def test_a_title_stays_one_header(self, bench: Bench, evil: str) -> None:
        wording = replace(sample.WORDING, title=evil)
        found = message(bench.prepared(sample.posting(), wording).payload)
        assert set(found.keys()) == {"From", "To", "Reply-To", "Subject", "MIME-Version", "Content-Type",
                                     "Content-Transfer-Encoding"}  # fmt: skip
        assert str(found["Subject"]).endswith("(CC-1042-1)")

    @pytest.mark.parametrize("name", ["sender", "recipient", "reply_to"])
    @pytest.mark.parametrize(
        "address", ["a@b.example\r\nBcc: x@y.example", "a@b.example,c@d.example", "a@b@c", "<a@b.c>"]
    )
    def test_an_address_is_one_address(self, bench: Bench, name: str, address: str) -> None:
        refused(bench, name, settings={**ACCOUNT.settings, name: address})

    @pytest.mark.parametrize(
        ("kind", "error"),
        [("reject", Rejected), ("throttle", Retry), ("unavailable", Retry), ("error_before", Retry),
         ("drop_before", Unconfirmed), ("drop_after", Unconfirmed)],
    )  # fmt: skip
    def test_what_the_server_says_decides(
        self, bench: Bench, simulator: Operator, board: str, kind: str, error: type[Exception]
    ) -> None:
        simulator.fault(board, kind, next=1)
        with pytest.raises(error):
            bench.change(Operation.PUBLISH, sample.posting())
        assert simulator.creates(board) == ({"CC-1042-1": 1} if kind == "drop_after" else {})
        assert bench.exchanges[-1].bytes_written

    def test_a_refused_login_sends_nothing(self, bench: Bench) -> None:
        with pytest.raises(Unauthorized):
            bench.change(Operation.PUBLISH, sample.posting(), account=replace(ACCOUNT, secrets={"password": "x"}))
        assert not bench.exchanges[-1].bytes_written
        assert LOGIN.secret not in repr(bench.exchanges)

    def test_lines_that_begin_with_a_dot_arrive(self, bench: Bench, simulator: Operator, board: str) -> None:
        prepared = bench.prepared(sample.posting())
        dotted = replace(prepared, payload=prepared.payload + b".\r\n..\r\nlast line\r\n")
        bench.change(Operation.PUBLISH, sample.posting(), dotted)
        [shown] = simulator.live(board)
        assert "\n.\n..\nlast line" in str(shown["description"]).replace("\r\n", "\n")

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_arrive_as_they_are(self, bench: Bench, simulator: Operator, board: str, kind: str) -> None:
        prepared = bench.prepared(sample.posting(), hostile.wording(hostile.TEXTS[kind]))
        bench.change(Operation.PUBLISH, sample.posting(), prepared)
        body = message(prepared.payload).get_body(("plain",))
        assert body is not None
        [shown] = simulator.live(board)
        assert shown["description"] == body.get_content()
