"""Before anything is sent: what the rules forbid, and nobody has waived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orchestrator.callboard import Callboard
from orchestrator.checks.review import excerpt
from orchestrator.domain.errors import Reason
from orchestrator.domain.finding import Finding
from orchestrator.domain.override import Override
from orchestrator.queries.checked import Around, Checked, around

from .orders import Order, Span


@dataclass(frozen=True, slots=True)
class Stop:
    """An error that nobody has waived. `words` are those it is about, `where` is their place in the field, in words."""

    finding: Finding
    words: str
    where: str

    @property
    def message(self) -> str:
        """Rule, place, what was found, and what to do."""
        finding = self.finding
        return f"{finding.rule} at {self.where}: {finding.message} {finding.fix}"


def preflight(
    callboard: Callboard, connection: Connection, orders: Sequence[Order], span: Span, now: datetime
) -> list[tuple[Order, Stop]]:
    """Which of `orders` must not go out, and why: by the rules of the day it goes out on.

    Warnings and hints stop nothing, so what others pay is not asked for here.
    """
    return stopped(surroundings(callboard, connection, orders), orders, span, now)


def surroundings(callboard: Callboard, connection: Connection, orders: Sequence[Order]) -> Mapping[int, Around]:
    """What is known around the texts of these orders, by wording: read once, for however many of them."""
    found: dict[int, Around] = {}
    for id, of_wording in groupby(sorted(orders, key=_wording), key=_wording):
        some = list(of_wording)
        wording = some[0].wording
        found[id] = around(
            connection,
            callboard.registry,
            wording.employer_id,
            advert=wording.advert_id,
            accounts=list({order.account.id for order in some}),
            towns={order.facts.place.town for order in some},
        )
    return found


def stopped(
    known: Mapping[int, Around], orders: Sequence[Order], span: Span, now: datetime
) -> list[tuple[Order, Stop]]:
    """As `preflight`, of orders whose surroundings are known."""
    alike: dict[tuple[int, int, Override], list[Order]] = {}
    for order in sorted(orders, key=_wording):
        alike.setdefault((_wording(order), order.vacancy.id, order.own), []).append(order)
    return [each for (id, _, _), group in alike.items() for each in _stopped(known[id], group, span, now)]


def stop_reasons(stopped: Sequence[tuple[Order, Stop]], orders: Sequence[Order]) -> list[Reason]:
    """Each error once, naming the postings where it is not for all of `orders`."""
    by_stop: dict[Stop, list[Order]] = {}
    for order, stop in stopped:
        by_stop.setdefault(stop, []).append(order)
    return [
        Reason(stop.finding.field, stop.message if len(some) == len(orders) else f"{_named(some)}: {stop.message}")
        for stop, some in by_stop.items()
    ]


def _stopped(known: Around, orders: Sequence[Order], span: Span, now: datetime) -> list[tuple[Order, Stop]]:
    """For the orders of one text and one vacancy; each board is looked at alone only where something is wrong."""
    if not _look(known, orders, span, now).review.blocked:
        return []
    found = []
    for order in orders:
        looked_at = _look(known, [order], span, now)
        found += [(order, _stop(looked_at, finding)) for finding in looked_at.review.errors]
    return found


def _look(known: Around, orders: Sequence[Order], span: Span, now: datetime) -> Checked:
    first = orders[0]
    starts = max(span.starts_local.date(), now.astimezone(ZoneInfo(span.zone)).date())
    return known.look(
        first.text,
        first.facts,
        starts,
        vacancy_id=first.vacancy.id,
        accounts=[order.account.id for order in orders if order.account.id in known.boards],
        live=(starts, span.ends_local.date() if span.ends_local else None),
    )


def _stop(looked_at: Checked, finding: Finding) -> Stop:
    return Stop(finding, excerpt(looked_at.advert, finding), place_of(looked_at.advert.wording.body, finding))


def place_of(body: str, finding: Finding) -> str:
    """Where a finding is, for a person: "text, line 3, column 5", or its field."""
    if finding.field != "body":
        return finding.field.replace("_", " ")
    if not finding.end:
        return "text"
    before = body[: finding.start]
    return f"text, line {before.count(chr(10)) + 1}, column {finding.start - (before.rfind(chr(10)) + 1) + 1}"


def _wording(order: Order) -> int:
    return int(order.wording.id)


def _named(orders: Sequence[Order]) -> str:
    """ "FH-1001 on Reed, FH-1002 on Reed", shortened where there are many."""
    names = [f"{order.vacancy.reference} on {order.account.label}" for order in orders]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
