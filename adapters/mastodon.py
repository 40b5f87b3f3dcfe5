"""Mastodon: an advert as a public post of an account on any server.

Source: docs.joinmastodon.org (methods/statuses, api/rate-limits). A server keeps an Idempotency-Key for about an hour
and answers the same key with the first post.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.registry import Group
from orchestrator.boards.session import BoardSession
from orchestrator.boards.short import short
from orchestrator.domain.receipt import Evidence, Gone, Live, Receipt

STATUSES = "/api/v1/statuses"
MOST, LINK = 500, 23  # characters; every link counts as 23


class Mastodon:
    name = "mastodon"
    label = "Mastodon"
    mode = Mode.PUSH
    group = Group.CHANNEL
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own
    excludes: tuple[str, ...] = ()
    base_url = "https://mastodon.social"
    limits = Limits(slots={"title": Length(1), "post": Length(1)}, rate=1, burst=10, concurrency=2)
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("base_url", "Address of the server", Kind.URL, Need.REQUIRED, hint="Such as https://mastodon.social."),
        Field("token", "Access token", need=Need.REQUIRED, secret=True, hint="With the rights write:statuses, read."),
        Field("language", "Language", default="en", longest=3, hint="Of the posts, such as en."),
        Field("hashtags", "Hashtags", hint="Put behind each post, such as #carejobs."),
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: timedelta(minutes=50), Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=12)
    unverified: tuple[str, ...] = (
        "A server may allow more or fewer than 500 characters; 500 is the default.",
        "For how long exactly a key is kept is not documented: about an hour, so 50 minutes are used.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), missing("apply link", posting.apply_link, "a post needs its link")])
        tags = account.settings.get("hashtags", "").strip()
        tail = f" {tags}" if tags else ""
        text = short(variant.slots["post"], posting.apply_link, MOST - len(tail), link_size=LINK) + tail
        language = account.settings.get("language") or "en"
        return json.dumps({"status": text, "visibility": "public", "language": language}, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        headers = _headers(account) | {"Idempotency-Key": posting.key}
        return _live(session.post(STATUSES, data=variant.payload, headers=headers).accept())

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _live(session.put(_path(posting), data=variant.payload, headers=_headers(account)).accept())

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        session.delete(_path(posting), headers=_headers(account)).accept(404)
        return Gone()

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(_path(posting), headers=_headers(account)).accept(404)
        return Gone(Evidence.SEEN) if answer.status == 404 else _live(answer, Evidence.SEEN)

    def test(self, account: Account, session: BoardSession) -> str:
        found = session.get("/api/v1/accounts/verify_credentials", headers=_headers(account)).accept().object()
        return f"The token belongs to @{found.get('username')}."


def _headers(account: Account) -> dict[str, str]:
    return {"Authorization": f"Bearer {account.secrets.get('token', '')}", "Content-Type": "application/json"}


def _path(posting: Posting) -> str:
    return f"{STATUSES}/{external_id(posting)}"


def _live(answer: Answer, evidence: Evidence = Evidence.REPORTED) -> Live:
    found = answer.object()
    if not isinstance(found.get("id"), str):
        raise answer.unclear("the answer has no id")
    return Live(found["id"], found.get("url"), evidence)
