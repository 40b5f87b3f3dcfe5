"""Where an employer wants it so: nothing goes out that nobody has approved."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from orchestrator.domain.approval import Answer, content_of, facts_of
from orchestrator.domain.errors import Reason
from orchestrator.rendering.facts import facts
from orchestrator.storage import adverts, approvals, overrides

from .orders import Order


def unapproved(connection: Connection, orders: Sequence[Order]) -> list[tuple[Order, Reason]]:
    """Which of `orders` must not go out for want of an approval of exactly this text and these facts."""
    asked = [order for order in orders if order.employer.needs_approval]
    if not asked:
        return []
    ids = {int(order.wording.advert_id) for order in asked}
    given = [
        each for each in approvals.of_adverts(connection, ids)
        if each.answer is Answer.APPROVED and each.revoked_at is None
    ]  # fmt: skip
    contents = {id: _content(connection, id, asked[0].employer.name) for id in ids}
    found: list[tuple[Order, Reason]] = []
    for order in asked:
        of = {str(order.vacancy.id): facts_of(facts(order.facts))}
        content = contents[order.wording.advert_id]
        if not any(each.advert_id == order.wording.advert_id and each.covers(content, of) for each in given):
            before = next((each for each in given if each.advert_id == order.wording.advert_id), None)
            words = (
                f"{before.reviewer} approved version {before.version}; it was changed since and needs them again"
                if before else "nobody has approved it yet; ask on the advert’s page Approval"
            )  # fmt: skip
            found.append((order, order.reason(Reason("approval", words))))
    return found


def _content(connection: Connection, advert: int, employer: str) -> str:
    stored = adverts.find(connection, advert)
    boards = overrides.of_advert(connection, advert)
    texts = {} if stored is None else stored.wordings
    return content_of(employer, {label: (each.wording, boards.get(label, {})) for label, each in texts.items()})
