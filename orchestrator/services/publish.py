"""Publish: put postings on the calendar, all of an order or none."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.queue import Work
from orchestrator.rendering.facts import facts
from orchestrator.storage import new_postings, postings
from orchestrator.storage import tables as t
from orchestrator.storage.account_queue import wake
from orchestrator.storage.database import moment
from orchestrator.storage.new_postings import NewPosting

from . import orders
from .approved import unapproved
from .clashes import clashes
from .orders import Order, Rendered, Span
from .preflight import preflight, stop_reasons
from .ran_before import ran_before
from .refused import Refused, refuse
from .span import span

APPLY_PATH = "/a/"


@dataclass(frozen=True, slots=True)
class Published:
    """A posting that is on the calendar now."""

    id: int
    reference: str
    board: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wording for every vacancy on every account, pairs (vacancy, account) of `without` left out.

    `fields`: values of the boards' own fields by account. `beside`: postings that these may be open beside, where our
    own page shows each visitor one of them.
    """

    wording: int
    vacancies: Sequence[int]
    accounts: Sequence[int]
    fields: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    without: Collection[tuple[int, int]] = ()
    beside: Collection[int] = ()


def publish(
    callboard: Callboard,
    actor: str,
    *,
    employer: int | None,
    wording: int,
    vacancies: Sequence[int],
    accounts: Sequence[int],
    starts: str | None = None,
    ends: str | None = None,
    fields: Mapping[int, Mapping[str, str]] | None = None,
    owner: int | None = None,
    without: Collection[tuple[int, int]] = (),
    beside: Collection[int] = (),
) -> list[Published]:
    """Order one wording; see `Wanted` and `publish_all`."""
    wanted = Wanted(wording, vacancies, accounts, fields or {}, without, beside)
    return publish_all(callboard, actor, [wanted], employer=employer, starts=starts, ends=ends, owner=owner)


def publish_all(
    callboard: Callboard,
    actor: str,
    wanted: Sequence[Wanted],
    *,
    employer: int | None,
    starts: str | None = None,
    ends: str | None = None,
    owner: int | None = None,
) -> list[Published]:
    """Order several wordings in one transaction. `employer` limits what the actor may use (None: all).

    All or nothing: Refused names every field that is wrong, and what the advert rules forbid and nobody has waived;
    then nothing was written.
    """
    reasons: list[Reason] = []
    placed: list[Published] = []
    try:
        with callboard.database.begin() as connection:
            _lock_vacancies(connection, [id for each in wanted for id in each.vacancies])
            for each in wanted:
                try:
                    placed += _publish(callboard, connection, actor, each, employer, (starts, ends), owner)
                except Refused as refused:
                    reasons += refused.reasons
            if reasons:
                raise Refused(dict.fromkeys(reasons))
    except IntegrityError as error:
        raise refuse("board", "one of these postings is open already; it was not posted again") from error
    callboard.queue.wake(Work.DELIVER)
    return placed


def _publish(
    callboard: Callboard,
    connection: Connection,
    actor: str,
    wanted: Wanted,
    employer: int | None,
    times: tuple[str | None, str | None],
    owner: int | None,
) -> list[Published]:
    found = orders.read(connection, employer, wanted.wording, wanted.vacancies, wanted.accounts, wanted.fields)
    now = moment(connection)
    when = span(*times, found[0].employer.zone, now)
    found = [order for order in found if (order.vacancy.id, order.account.id) not in wanted.without]
    if not found:
        raise refuse("board", "every posting of this order is left out; nothing would be sent")
    clashing = clashes(connection, callboard.registry, found, when, leaving=wanted.beside)
    if stopping := clashing + ran_before(connection, found):
        raise Refused(reason for _, reason in stopping)
    if waiting := unapproved(connection, found):
        raise Refused(reason for _, reason in waiting)
    if stopped := stop_reasons(preflight(callboard, connection, found, when, now), found):
        raise Refused(stopped)
    return place_all(callboard, connection, actor, found, when, owner)


def _lock_vacancies(connection: Connection, vacancies: Sequence[int]) -> None:
    """A second click waits here and then sees what the first one wrote."""
    connection.execute(
        select(t.vacancy.c.id).where(t.vacancy.c.id.in_(vacancies)).order_by(t.vacancy.c.id).with_for_update()
    )


def place_all(
    callboard: Callboard, connection: Connection, actor: str, found: Sequence[Order], when: Span, owner: int | None
) -> list[Published]:
    """Render and write every order in the caller's transaction. Raises Refused with every reason a board has."""
    reasons: list[Reason] = []
    ready: list[tuple[Rendered, str]] = []
    numbers = postings.next_numbers(connection, [order.vacancy.id for order in found])
    for order, number in zip(found, numbers, strict=True):
        token = secrets.token_urlsafe(9)
        try:
            ready.append((orders.render(callboard, order, when, number, 1, link(callboard, token)), token))
        except Refused as refused:
            reasons.extend(refused.reasons)
    if reasons:
        raise Refused(reasons)
    placed = place(connection, actor, ready, owner)
    wake(connection.exec_driver_sql, [(each.account.id, each.employer.id, when.starts_at) for each in found])
    return placed


def link(callboard: Callboard, token: str) -> str:
    """The counted address candidates follow."""
    return f"{callboard.settings.public_url}{APPLY_PATH}{token}"


def keep(connection: Connection, rendered: Rendered) -> None:
    """Store the variant."""
    order, variant = rendered.order, rendered.variant
    postings.keep_variant(
        connection,
        {
            "employer_id": order.employer.id,
            "wording_id": order.wording.id,
            "vacancy_id": order.vacancy.id,
            "board": order.account.board,
            "content": variant.content,
            "slots": dict(variant.slots),
            "fields": dict(variant.fields),
            "facts": facts(variant.vacancy),
        },
    )


def place(
    connection: Connection, actor: str, ready: Sequence[tuple[Rendered, str]], owner: int | None
) -> list[Published]:
    """Write postings, each with the token of its apply link, in the caller's transaction."""
    ids = new_postings.add(connection, actor, [new_posting(rendered, token, owner) for rendered, token in ready])
    return [
        Published(id, rendered.board_reference, rendered.order.account.board)
        for id, (rendered, _) in zip(ids, ready, strict=True)
    ]


def new_posting(rendered: Rendered, token: str, owner: int | None) -> NewPosting:
    """What is written of a rendered order."""
    order, variant, run = rendered.order, rendered.variant, rendered.run
    return NewPosting(
        employer_id=order.employer.id,
        vacancy_id=order.vacancy.id,
        wording_id=order.wording.id,
        account_id=order.account.id,
        board=order.account.board,
        place=order.facts.place.label,
        generation=rendered.generation,
        reference=rendered.reference,
        board_reference=rendered.board_reference,
        owner_id=owner or order.vacancy.owner_id,
        starts_at=run.starts_at,
        starts_local=run.starts_local,
        ends_at=run.ends_at,
        ends_local=run.ends_local,
        zone=run.zone,
        content=variant.content,
        token=token,
        slots=dict(variant.slots),
        fields=dict(variant.fields),
        facts=facts(variant.vacancy),
        reason=f"for {run.starts_local:%Y-%m-%d %H:%M} {run.zone}",
        body=rendered.body,
    )
