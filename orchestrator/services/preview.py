"""What an order would become: the variant of each board and the exact bytes, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.storage.database import moment

from . import orders
from .approved import unapproved
from .clashes import clashes
from .orders import Order, Rendered
from .preflight import Stop, preflight
from .publish import link
from .ran_before import ran_before
from .refused import Refused
from .span import span

SAMPLE_TOKEN = "preview"  # noqa: S105 - stands where the posting's own will be


@dataclass(frozen=True, slots=True)
class Previewed:
    """One posting to be. `rendered` is None where `reasons` say why it cannot go out; `stops` are what the advert rules
    forbid.
    """

    order: Order
    rendered: Rendered | None
    reasons: tuple[Reason, ...]
    stops: tuple[Stop, ...] = ()


def preview(
    callboard: Callboard,
    *,
    employer: int | None,
    wording: int,
    vacancies: Sequence[int],
    accounts: Sequence[int],
    starts: str | None = None,
    ends: str | None = None,
    fields: Mapping[int, Mapping[str, str]] | None = None,
) -> list[Previewed]:
    """Render every order. Raises Refused only where the order itself makes no sense (dates, unknown rows)."""
    with callboard.database.read() as connection:
        found = orders.read(connection, employer, wording, vacancies, accounts, fields or {})
        now = moment(connection)
        when = span(starts, ends, found[0].employer.zone, now)
        stopped = preflight(callboard, connection, found, when, now)
        clashing = clashes(connection, callboard.registry, found, when)
        clashing += ran_before(connection, found) + unapproved(connection, found)
        reasons_of, stops_of = defaultdict[int, list[Reason]](list), defaultdict[int, list[Stop]](list)
        for order, reason in clashing:
            reasons_of[id(order)].append(reason)
        for order, stop in stopped:
            stops_of[id(order)].append(stop)
        shown = []
        for order in found:
            reasons = tuple(reasons_of[id(order)])
            rendered: Rendered | None = None
            try:
                number = order.vacancy.postings + 1
                rendered = orders.render(callboard, order, when, number, 1, link(callboard, SAMPLE_TOKEN))
            except Refused as refused:
                reasons += refused.reasons
            shown.append(Previewed(order, rendered, reasons, tuple(stops_of[id(order)])))
    return shown
