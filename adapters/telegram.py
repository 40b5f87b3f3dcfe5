"""Telegram: an advert as a message of a bot in a channel or group.

Source: core.telegram.org/bots/api (sendMessage, editMessageText, deleteMessage, formatting, response parameters). There
is neither a key nor a look-up, so a message with an unknown outcome is for a person to look at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from html import escape

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.registry import Group
from orchestrator.boards.session import BoardSession
from orchestrator.boards.short import short
from orchestrator.boards.throttle import unhurried
from orchestrator.domain.errors import Unauthorized
from orchestrator.domain.receipt import Gone, Live, Receipt

MOST = 4_096  # characters after formatting
CLOSED = "This vacancy is closed."


class Telegram:
    name = "telegram"
    label = "Telegram (channel or group)"
    mode = Mode.PUSH
    group = Group.CHANNEL
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own
    excludes: tuple[str, ...] = ()
    base_url = "https://api.telegram.org"
    limits = Limits(slots={"title": Length(1), "post": Length(1)}, rate=20 / 60, burst=5, concurrency=1)
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("token", "Bot token", need=Need.REQUIRED, secret=True, hint="From @BotFather."),
        Field("chat", "Chat", need=Need.REQUIRED, hint="@name of a public channel, or the number of a chat."),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "The Bot API's figures (30 messages a second, 20 a minute in a group) are general knowledge.",
        "The words of Telegram's descriptions are matched: not modified, not found, can't be deleted.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), missing("apply link", posting.apply_link, "a post needs its link")])
        text = short(variant.slots["post"], posting.apply_link, MOST)
        title, _, rest = text.partition("\n")
        message = {"chat_id": account.settings["chat"], "text": f"<b>{escape(title)}</b>\n{escape(rest, quote=False)}"}
        return json.dumps(message | {"parse_mode": "HTML"}, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _live(_called("sendMessage", variant.payload, account, session).accept())

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        message = json.loads(variant.payload) | {"message_id": int(external_id(posting))}
        answer = _called("editMessageText", json.dumps(message, ensure_ascii=False).encode(), account, session)
        if answer.status == 400 and "not modified" in _description(answer):
            return Live(str(posting.external_id), posting.url)
        return _live(answer.accept())

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        message = {"chat_id": account.settings["chat"], "message_id": int(external_id(posting))}
        answer = _called("deleteMessage", json.dumps(message).encode(), account, session)
        said = _description(answer) if answer.status == 400 else ""
        if "can't be deleted" in said:
            # In some chats a bot may delete for 48 hours only; what is said may always be changed.
            closed = json.dumps(message | {"text": CLOSED}).encode()
            answer = _called("editMessageText", closed, account, session)
            said = _description(answer) if answer.status == 400 else ""
        if "not found" in said or "not modified" in said:
            return Gone()
        answer.accept()
        return Gone()

    def test(self, account: Account, session: BoardSession) -> str:
        chat = json.dumps({"chat_id": account.settings["chat"]}).encode()
        found = _called("getChat", chat, account, session, reads=True).accept().object()
        title = found["result"].get("title") or account.settings["chat"]
        return f"The bot reaches the chat {title}."


def _called(method: str, body: bytes, account: Account, session: BoardSession, *, reads: bool = False) -> Answer:
    token = account.secrets.get("token", "")
    if not token:
        raise Unauthorized("the account has no bot token; add it")
    headers = {"Content-Type": "application/json"}
    answer = session.post(f"/bot{token}/{method}", data=body, headers=headers, reads=reads)
    return unhurried(answer, "parameters", "retry_after")


def _description(answer: Answer) -> str:
    return str(answer.object().get("description", "")).lower()


def _live(answer: Answer) -> Live:
    found = answer.object().get("result")
    number = found.get("message_id") if isinstance(found, dict) else None
    if not isinstance(found, dict) or type(number) is not int:
        raise answer.unclear("the answer has no message_id")
    chat = found.get("chat")
    name = chat.get("username") if isinstance(chat, dict) else None
    return Live(str(number), f"https://t.me/{name}/{number}" if name else None)
