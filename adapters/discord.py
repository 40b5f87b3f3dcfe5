"""Discord: an advert as a webhook's message in a channel.

Source: discord.com/developers/docs/resources/webhook. With `wait=true` the answer names the message. There is neither a
key nor a look-up of what was sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

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
from orchestrator.domain.receipt import Evidence, Gone, Live, Receipt

MOST = 2_000  # characters
JSON = {"Content-Type": "application/json"}
NO_MESSAGE, NO_WEBHOOK = 10_008, 10_015


class Discord:
    name = "discord"
    label = "Discord (channel)"
    mode = Mode.PUSH
    group = Group.CHANNEL
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a board of its own
    excludes: tuple[str, ...] = ()
    base_url = "https://discord.com"
    limits = Limits(slots={"title": Length(1), "post": Length(1)}, rate=2, burst=5, concurrency=1)
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("webhook", "Webhook id", need=Need.REQUIRED, hint="The number in the webhook's address."),
        Field("token", "Webhook token", need=Need.REQUIRED, secret=True, hint="The last part of the address."),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=12)
    unverified: tuple[str, ...] = (
        "The webhook's errors and limits are general knowledge: no copy of Discord's pages was read.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), missing("apply link", posting.apply_link, "a post needs its link")])
        title, _, rest = short(variant.slots["post"], posting.apply_link, MOST - 4).partition("\n")
        # Nobody is called by a name that happens to stand in an advert.
        message = {"content": f"**{title}**\n{rest}", "allowed_mentions": {"parse": []}}
        return json.dumps(message, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = session.post(_webhook(account), params={"wait": "true"}, data=variant.payload, headers=JSON)
        return _live(_accepted(answer))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _live(_accepted(session.patch(_message(posting, account), data=variant.payload, headers=JSON)))

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = session.delete(_message(posting, account))
        if not _missing(answer):
            _accepted(answer)
        return Gone()

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(_message(posting, account))
        return Gone(Evidence.SEEN) if _missing(answer) else _live(_accepted(answer), Evidence.SEEN)

    def test(self, account: Account, session: BoardSession) -> str:
        found = _accepted(session.get(_webhook(account))).object()
        return f"The webhook is called {found.get('name')}."


def _webhook(account: Account) -> str:
    token = account.secrets.get("token", "")
    if not token:
        raise Unauthorized("the account has no webhook token; add it")
    return f"/api/webhooks/{quote(account.settings['webhook'], safe='')}/{quote(token, safe='')}"


def _message(posting: Posting, account: Account) -> str:
    return f"{_webhook(account)}/messages/{external_id(posting)}"


def _missing(answer: Answer) -> bool:
    return answer.status == 404 and answer.object().get("code") == NO_MESSAGE


def _accepted(answer: Answer) -> Answer:
    if answer.status == 404 and not answer.earlier and answer.object().get("code") == NO_WEBHOOK:
        raise Unauthorized("Discord knows no such webhook; it may have been deleted")
    return unhurried(answer, "retry_after").accept()


def _live(answer: Answer, evidence: Evidence = Evidence.REPORTED) -> Live:
    found = answer.object().get("id")
    if not isinstance(found, str):
        raise answer.unclear("the answer has no id")
    return Live(found, None, evidence)
