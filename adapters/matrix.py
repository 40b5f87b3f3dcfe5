"""Matrix: an advert as a message in a room.

Source: spec.matrix.org, Client-Server API (send, redact, m.replace, rate limiting). The transaction id in the path
makes a repeated request the same event.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from html import escape
from urllib.parse import quote

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.registry import Group
from orchestrator.boards.session import BoardSession
from orchestrator.boards.short import short
from orchestrator.boards.throttle import unhurried
from orchestrator.domain.receipt import Evidence, Gone, Live, Receipt

MOST = 10_000  # characters, far below the 64 KiB of an event


class Matrix:
    name = "matrix"
    label = "Matrix (room)"
    mode = Mode.PUSH
    group = Group.CHANNEL
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own
    excludes: tuple[str, ...] = ()
    base_url = "https://matrix.org"
    limits = Limits(slots={"title": Length(1), "post": Length(1)}, rate=1, burst=5, concurrency=2)
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("base_url", "Address of the home server", Kind.URL, Need.REQUIRED),
        Field("room", "Room id", need=Need.REQUIRED, hint="Such as !abc:example.org; the account must be in the room."),
        Field("token", "Access token", need=Need.REQUIRED, secret=True),
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: timedelta(minutes=30), Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=12)
    unverified: tuple[str, ...] = (
        "For how long a server remembers transaction ids is its own choice; half an hour is relied on.",
        "Only clients that show edits show an update as one; others show it as a second message.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), missing("apply link", posting.apply_link, "a post needs its link")])
        body = short(variant.slots["post"], posting.apply_link, MOST)
        title, _, rest = body.partition("\n")
        html = f"<strong>{escape(title)}</strong><br>" + escape(rest).replace("\n", "<br>")
        content = {"msgtype": "m.text", "body": body, "format": "org.matrix.custom.html", "formatted_body": html}
        return json.dumps(content, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Live(self._sent(posting, variant.payload, account, session))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        content = json.loads(variant.payload)
        relation = {"rel_type": "m.replace", "event_id": external_id(posting)}
        edit = {**content, "body": f"* {content['body']}", "m.new_content": content, "m.relates_to": relation}
        self._sent(posting, json.dumps(edit, ensure_ascii=False).encode(), account, session)
        return Live(external_id(posting))

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        path = f"{_room(account)}/redact/{quote(external_id(posting), safe='')}/{quote(posting.key, safe='')}"
        answer = session.put(path, data=b'{"reason": "This vacancy is closed."}', headers=_headers(account))
        unhurried(answer, "retry_after_ms", unit=0.001).accept(404)
        return Gone()

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        path = f"{_room(account)}/event/{quote(external_id(posting), safe='')}"
        answer = session.get(path, headers=_headers(account)).accept(404)
        # What was redacted is still an event, with nothing in it.
        if answer.status == 404 or not answer.object().get("content"):
            return Gone(Evidence.SEEN)
        return Live(_event(answer), None, Evidence.SEEN)

    def test(self, account: Account, session: BoardSession) -> str:
        found = session.get("/_matrix/client/v3/account/whoami", headers=_headers(account)).accept().object()
        return f"The token belongs to {found.get('user_id')}."

    def _sent(self, posting: Posting, content: bytes, account: Account, session: BoardSession) -> str:
        path = f"{_room(account)}/send/m.room.message/{quote(posting.key, safe='')}"
        answer = session.put(path, data=content, headers=_headers(account))
        return _event(unhurried(answer, "retry_after_ms", unit=0.001).accept())


def _headers(account: Account) -> dict[str, str]:
    return {"Authorization": f"Bearer {account.secrets.get('token', '')}", "Content-Type": "application/json"}


def _room(account: Account) -> str:
    return f"/_matrix/client/v3/rooms/{quote(account.settings['room'], safe='')}"


def _event(answer: Answer) -> str:
    found = answer.object().get("event_id")
    if not isinstance(found, str):
        raise answer.unclear("the answer has no event_id")
    return found
