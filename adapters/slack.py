"""Slack: an advert as a bot's message in a channel, by the Web API (a webhook would name no message to change).

Source: api.slack.com (chat.postMessage, chat.update, chat.delete, formatting, rate limits). Slack answers 200 with
`ok: false` when it refuses. There is neither a key nor a look-up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from html import escape
from typing import Any

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.registry import Group
from orchestrator.boards.session import BoardSession
from orchestrator.boards.short import short
from orchestrator.domain.errors import BoardError, Reason, Rejected, Retry, Unauthorized
from orchestrator.domain.receipt import Gone, Live, Receipt

MOST = 4_000  # characters; longer messages are cut by Slack
LOGIN = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
    "not_in_channel", "channel_not_found", "is_archived", "no_permission",
})  # fmt: skip
FAULTS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})


class Slack:
    name = "slack"
    label = "Slack (channel)"
    mode = Mode.PUSH
    group = Group.CHANNEL
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own
    excludes: tuple[str, ...] = ()
    base_url = "https://slack.com"
    limits = Limits(slots={"title": Length(1), "post": Length(1)}, rate=1, burst=3, concurrency=1)
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("token", "Bot token", need=Need.REQUIRED, secret=True, hint="It starts with xoxb-."),
        Field("channel", "Channel id", need=Need.REQUIRED, hint="Such as C024BE91L; the bot must be in the channel."),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "The Web API's errors and limits are general knowledge: no copy of Slack's pages was read.",
        "Errors that are not known count as a refusal of the message.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), missing("apply link", posting.apply_link, "a post needs its link")])
        title, _, rest = short(variant.slots["post"], posting.apply_link, MOST - 2).partition("\n")
        text = f"*{escape(title, quote=False)}*\n{escape(rest, quote=False)}"
        message = {"channel": account.settings["channel"], "text": text, "unfurl_links": False}
        return json.dumps(message, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Live(_message(_called("chat.postMessage", json.loads(variant.payload), account, session)))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        message = json.loads(variant.payload) | _named(posting)
        return Live(_message(_called("chat.update", message, account, session)))

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        _called("chat.delete", _named(posting), account, session, "message_not_found")
        return Gone()

    def test(self, account: Account, session: BoardSession) -> str:
        found = _called("auth.test", {}, account, session, reads=True).object()
        return f"The token belongs to {found.get('user')} in {found.get('team')}."


def _named(posting: Posting) -> dict[str, str]:
    """A message is named by its channel and its time stamp."""
    channel, _, ts = external_id(posting).partition("/")
    return {"channel": channel, "ts": ts}


def _called(
    method: str, body: dict[str, Any], account: Account, session: BoardSession, *known: str, reads: bool = False
) -> Answer:
    """The answer if it is ok, or one of the errors in `known`."""
    headers = {
        "Authorization": f"Bearer {account.secrets.get('token', '')}",
        "Content-Type": "application/json; charset=utf-8",
    }
    data = json.dumps(body, ensure_ascii=False).encode()
    answer = session.post(f"/api/{method}", data=data, headers=headers, reads=reads).accept()
    found = answer.object()
    if found.get("ok") is True or found.get("error") in known:
        return answer
    if found.get("ok") is not False:
        raise answer.unclear("the answer does not say whether it is ok")
    raise _error(str(found.get("error", "")), answer)


def _error(error: str, answer: Answer) -> BoardError:
    if error in LOGIN:
        return Unauthorized(f"Slack says: {error}. Check the token, its rights, and that the bot is in the channel")
    if error in FAULTS:
        return answer.unclear(f"Slack says: {error}")
    if error in ("ratelimited", "rate_limited"):
        return Retry("Slack asks to slow down", 30.0)
    return Rejected((Reason("text", f"Slack says: {error.replace('_', ' ')}"),))


def _message(answer: Answer) -> str:
    found = answer.object()
    channel, ts = found.get("channel"), found.get("ts")
    if not isinstance(channel, str) or not isinstance(ts, str):
        raise answer.unclear("the answer names no message")
    return f"{channel}/{ts}"
