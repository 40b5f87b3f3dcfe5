"""One vacancy with its postings: what holds of each, how we know, and what happens next by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from orchestrator.domain.figure import Figure
from orchestrator.domain.posting import Wish
from orchestrator.domain.receipt import Evidence
from orchestrator.domain.status import Status
from orchestrator.domain.vacancy import VacancyState
from orchestrator.queries import counts
from orchestrator.queries.history import Event
from orchestrator.queries.outages import Outage
from orchestrator.queries.postings import PostingLine
from orchestrator.queries.vacancies import VacancyRecord
from orchestrator.rendering.pay_text import pay_text
from orchestrator.statistics.expectation import Usual

from .access import callboard
from .outage_words import Notice, Whose, notice
from .times import moment_words, time_words


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One posting of a vacancy. `usual`: how many applications are, in words; empty where nothing can be said."""

    id: int
    board: str
    account: str
    status: Status
    reason: str
    evidence: str
    applications: Figure
    usual: str
    next: str
    movable: bool


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """What `vacancy.html` shows."""

    id: int
    title: str
    reference: str
    employer: str
    openings: int
    filled: int
    pay: str | None
    owner: str
    advert_id: int | None
    open: bool
    may_write: bool
    live: int
    boards: int
    needs: int
    applications: Figure
    known: int
    of: int
    outages: tuple[Notice, ...]
    postings: tuple[PostingRow, ...]
    events: tuple[Event, ...]


def vacancy_page(
    vacancy: VacancyRecord,
    lines: Sequence[PostingLine],
    figures: Mapping[int, Figure],
    usual: Mapping[int, Usual],
    events: Sequence[Event],
    stopped: Sequence[Outage],
    *,
    may_write: bool,
) -> VacancyPage:
    """The page of a vacancy; `figures` are applications by posting, `usual` what is usual by now."""
    now = datetime.now(UTC)
    total, known, of = counts.together(figures.values())
    open_lines = [line for line in lines if line.ended_at is None]
    zone = ZoneInfo(vacancy.zone)
    return VacancyPage(
        id=vacancy.id,
        title=title_of(vacancy),
        reference=vacancy.reference,
        employer=vacancy.employer,
        openings=vacancy.facts.openings,
        filled=vacancy.facts.openings if vacancy.state is VacancyState.FILLED else 0,
        pay=pay_text(vacancy.facts.pay) or None,
        owner=vacancy.owner,
        advert_id=vacancy.advert_id,
        open=vacancy.state is VacancyState.OPEN,
        may_write=may_write,
        live=len({line.account_id for line in open_lines if line.status is Status.LIVE}),
        boards=len({line.account_id for line in open_lines}),
        needs=sum(line.status is Status.NEEDS_YOU for line in open_lines),
        applications=total,
        known=known,
        of=of,
        outages=tuple(notice(each, now, zone, Whose.VACANCY) for each in stopped),
        postings=tuple(_posting(line, figures[line.id], usual.get(line.id), now, zone) for line in lines),
        events=tuple(events),
    )


def title_of(vacancy: VacancyRecord) -> str:
    """`Care Coordinator, Torquay`."""
    place = vacancy.facts.place
    return f"{vacancy.facts.title}, {place.label}" if place.town or place.remote else vacancy.facts.title


def _posting(line: PostingLine, applications: Figure, usual: Usual | None, now: datetime, zone: tzinfo) -> PostingRow:
    board = callboard().registry[line.board].label if line.board in callboard().registry else line.board
    movable = line.status is Status.SCHEDULED
    return PostingRow(
        line.id,
        board,
        f"{line.account}, practice" if line.practice else line.account,
        line.status,
        line.reason,
        _evidence(line, now, zone),
        applications,
        "" if usual is None else f"usual by day {usual.age}: {usual.low:,} to {usual.high:,}",
        _next(line, now, zone),
        movable,
    )


def _evidence(line: PostingLine, now: datetime, zone: tzinfo) -> str:
    if line.evidence is None:
        return "Nothing yet"
    words = {
        Evidence.SUBMITTED: "Sent",
        Evidence.FETCHED: "Fetched by the board",
        Evidence.REPORTED: "The board says so",
        Evidence.SEEN: "Seen at the board",
        Evidence.PROVED: "Seen by a person",
    }[line.evidence]
    return f"{words}, {moment_words(line.checked_at, now, zone)}" if line.checked_at else words


def _next(line: PostingLine, now: datetime, zone: tzinfo) -> str:
    """What happens by itself, and when."""
    match line.status:
        case Status.NEEDS_YOU:
            return "Nothing until you decide"
        case Status.SCHEDULED:
            return f"Goes out {time_words(line.starts_at, now, zone)}" if line.starts_at > now else "Goes out next"
        case Status.LIVE if line.ends_at is not None:
            return f"Ends {time_words(line.ends_at, now, zone)}"
        case Status.LIVE:
            return "Stays until you close it"
        case Status.SENDING if line.wish is Wish.CLOSED:
            return "Looked at again until it is gone"
        case Status.SENDING:
            return "Looked at again until it is live"
        case _:
            return "Nothing"
