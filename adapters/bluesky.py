"""Bluesky (AT Protocol): an advert as a post under a record key of our own choice.

Source: docs.bsky.app and atproto.com (com.atproto.repo, app.bsky.feed.post, record keys). Putting a record under the
same key again replaces it, so nothing is doubled by a repetition.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.registry import Group
from orchestrator.boards.session import BoardSession
from orchestrator.boards.short import short
from orchestrator.boards.text import graphemes, utf8_bytes
from orchestrator.domain.errors import Retry, Unauthorized
from orchestrator.domain.receipt import Evidence, Gone, Live, Receipt

POST = "app.bsky.feed.post"
REPO = "/xrpc/com.atproto.repo."
JSON = {"Content-Type": "application/json"}
GRAPHEMES, BYTES = 300, 3_000
SORTED = "234567abcdefghijklmnopqrstuvwxyz"
TOKEN_SECONDS = 3_600.0


class Bluesky:
    name = "bluesky"
    label = "Bluesky"
    mode = Mode.PUSH
    group = Group.CHANNEL
    countries: tuple[str, ...] = ()
    audience = "bsky.app"
    excludes: tuple[str, ...] = ()
    base_url = "https://bsky.social"
    limits = Limits(slots={"title": Length(1), "post": Length(1)}, rate=0.4, burst=10, concurrency=2)
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("base_url", "Address of the server", Kind.URL, hint="Where it is not https://bsky.social."),
        Field("handle", "Handle", need=Need.REQUIRED, hint="Such as elmfield.bsky.social."),
        Field("password", "App password", need=Need.REQUIRED, secret=True, hint="Never the account's own password."),
        Field("language", "Language", default="en", longest=5),
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=12)
    unverified: tuple[str, ...] = (
        "How long a session's token lasts is not documented; it is used for an hour at most.",
        "The points for writing (5,000 an hour) are general knowledge; about 1,600 writes an hour are declared.",
        "swapRecord is not used: an update replaces whatever stands under the key.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), missing("apply link", posting.apply_link, "a post needs its link")])
        link = posting.apply_link
        text = short(variant.slots["post"], link, GRAPHEMES, measure=graphemes)
        if utf8_bytes(text) > BYTES:
            text = short(variant.slots["post"], link, BYTES, measure=utf8_bytes)
        start = utf8_bytes(text) - utf8_bytes(link)
        facet = {
            "index": {"byteStart": start, "byteEnd": utf8_bytes(text)},
            "features": [{"$type": "app.bsky.richtext.facet#link", "uri": link}],
        }
        record = {
            "$type": POST,
            "text": text,
            "createdAt": posting.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "langs": [account.settings.get("language") or "en"],
            "facets": [facet],
        }
        return json.dumps({"rkey": _rkey(posting), "record": record}, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self._put(json.loads(variant.payload), account, session)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        rkey = external_id(posting).rpartition("/")[2]
        return self._put({**json.loads(variant.payload), "rkey": rkey}, account, session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        did, headers = self._login(account, session)
        wish = {"repo": did, "collection": POST, "rkey": external_id(posting).rpartition("/")[2]}
        answer = session.post(f"{REPO}deleteRecord", data=json.dumps(wish).encode(), headers=headers)
        self._checked(answer, account, session).accept()
        return Gone()

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        _, _, did, _, rkey = external_id(posting).split("/")
        answer = session.get(f"{REPO}getRecord", params={"repo": did, "collection": POST, "rkey": rkey})
        if answer.status == 400 and answer.object().get("error") == "RecordNotFound":
            return Gone(Evidence.SEEN)
        return _live(answer.accept(), Evidence.SEEN)

    def test(self, account: Account, session: BoardSession) -> str:
        session.tokens.drop(_key(account, session))
        did, _ = self._login(account, session)
        return f"Logged in as {account.settings['handle']} ({did})."

    def _put(self, given: dict[str, Any], account: Account, session: BoardSession) -> Receipt:
        did, headers = self._login(account, session)
        body = json.dumps({"repo": did, "collection": POST, **given}, ensure_ascii=False).encode()
        answer = session.post(f"{REPO}putRecord", data=body, headers=headers)
        return _live(self._checked(answer, account, session).accept())

    def _login(self, account: Account, session: BoardSession) -> tuple[str, dict[str, str]]:
        """The account's id and the headers with its session's token, which is kept like any access token."""
        kept = session.tokens.get(_key(account, session))
        if kept is None:
            login = {"identifier": account.settings["handle"], "password": account.secrets.get("password", "")}
            answer = session.post(
                "/xrpc/com.atproto.server.createSession", data=json.dumps(login).encode(), headers=JSON, reads=True
            )
            if answer.status in (400, 401):
                raise Unauthorized(f"the login was refused ({answer.quote()}); check handle and app password")
            found = answer.accept().object()
            kept = f"{found['did']} {found['accessJwt']}"
            session.tokens.put(_key(account, session), kept, TOKEN_SECONDS)
        did, _, token = kept.partition(" ")
        session.hide(token)
        return did, JSON | {"Authorization": f"Bearer {token}"}

    def _checked(self, answer: Answer, account: Account, session: BoardSession) -> Answer:
        """A token may end early, and is then said to be expired with a 400."""
        if answer.status in (400, 401) and not answer.earlier and answer.object().get("error") == "ExpiredToken":
            session.tokens.drop(_key(account, session))
            raise Retry("the session is over; a new one is asked for", 1.0)
        return answer


def _rkey(posting: Posting) -> str:
    """A TID (atproto.com/specs/tid), as posts must have: the start in microseconds, made unique by our reference."""
    chance = int.from_bytes(hashlib.sha256(posting.reference.encode()).digest()[:4])
    moment = int((posting.starts_at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * 1_000_000
    number = (moment + chance % 1_000_000) << 10 | (chance >> 20) & 0x3FF
    return "".join(SORTED[number >> shift & 31] for shift in range(60, -1, -5))


def _key(account: Account, session: BoardSession) -> str:
    login = f"{account.settings['handle']} {account.secrets.get('password', '')}"
    return f"{session!r} {hashlib.sha256(login.encode()).hexdigest()}"


def _live(answer: Answer, evidence: Evidence = Evidence.REPORTED) -> Live:
    uri = answer.object().get("uri")
    if not isinstance(uri, str) or uri.count("/") != 4:
        raise answer.unclear("the answer has no uri")
    _, _, did, _, rkey = uri.split("/")
    return Live(uri, f"https://bsky.app/profile/{did}/post/{rkey}", evidence)
