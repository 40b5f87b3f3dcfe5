"""Refusing an advert before it is sent, with everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterable

from orchestrator.domain.errors import Reason, Rejected

from . import field
from .contract import Account, Adapter, Posting, Variant


def refuse(reasons: Iterable[Reason | None]) -> None:
    """Rejected with all `reasons` that are not None; nothing when there is none."""
    found = tuple(reason for reason in reasons if reason is not None)
    if found:
        raise Rejected(found)


def unfit(adapter: Adapter, variant: Variant, account: Account) -> list[Reason]:
    """What the declared limits and fields say against the variant, and the open settings against the account.

    Secrets are not looked at: a payload is made, and stored, without them.
    """
    settings = tuple(each for each in adapter.credentials if not each.secret)
    given = {each.name: account.settings.get(each.name, "") for each in settings}
    return [
        *adapter.limits.reasons(variant.slots),
        *field.reasons(adapter.fields, variant.fields),
        *field.reasons(settings, given),
    ]


def missing(name: str, value: str, what: str) -> Reason | None:
    """A reason when our field `name` is empty; `what` says who wants it and what to do."""
    return None if value.strip() else Reason(name, what)


def external_id(posting: Posting) -> str:
    """The board's own id of the advert, for operations that name it by that.

    Raises Rejected when it is not known (a person said that the advert is there, and no more): a request without it
    would be answered with "not found", and that must not be taken for "gone".
    """
    if not posting.external_id:
        raise Rejected((Reason("", "the board's number of this advert is not known; change or remove it there"),))
    return posting.external_id
