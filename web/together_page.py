"""Several postings at once: what would become of each, and of all of them in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from orchestrator.domain.errors import Reason
from orchestrator.domain.offer import Mode
from orchestrator.queries.link import Link
from orchestrator.queries.postings import PostingLine
from orchestrator.services.rehearse import Change, Outcome, When

from .access import callboard
from .calendar_span import clock_change, holidays
from .check_table import Cell
from .numbers import plural
from .takedown import consequences
from .times import WEEKDAYS, clock_of, day_exact, day_words, zone_name

VERBS: Mapping[Change, tuple[str, str]] = {
    Change.MOVE: ("Move", "to another time"),
    Change.UPDATE: ("Bring", "up to date"),
    Change.REPOST: ("Post", "again"),
    Change.WITHDRAW: ("Withdraw", ""),
}
"""What is done, before and after its number."""

IN_TEXT = frozenset({"title", "text", "body"})


@dataclass(frozen=True, slots=True)
class TogetherRow:
    """One posting, and what becomes of it."""

    line: PostingLine
    cell: Cell


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """What `together.html` shows; `asks_when`: a day is to be chosen; `will` of the postings are done, `stopped`
    cannot be. `consequences` are of those that are done.
    """

    change: str
    title: str
    lede: str
    asks_when: bool
    when: When
    zone: str
    rows: tuple[TogetherRow, ...]
    will: int
    stopped: int
    sentence: str
    consequences: tuple[str, ...]
    action: str
    ready: tuple[int, ...]
    back: str
    once: str

    @property
    def problems(self) -> tuple[TogetherRow, ...]:
        return tuple(row for row in self.rows if row.cell.level == "stop")


def title_of(change: Change, number: int) -> str:
    """`Move 6 postings to another time`."""
    before, after = VERBS[change]
    return f"{before} {plural(number, 'posting')} {after}".strip()


def rows(change: Change, lines: Sequence[PostingLine], found: Mapping[int, Outcome], zone: tzinfo) -> tuple[
    TogetherRow, ...
]:  # fmt: skip
    """A row for each posting."""
    return tuple(TogetherRow(line, _cell(change, line, found[line.id], zone)) for line in lines if line.id in found)


def _cell(change: Change, line: PostingLine, outcome: Outcome, zone: tzinfo) -> Cell:
    if outcome.reasons:
        return Cell(
            "stop", " ".join(_sentence(line, reason) for reason in outcome.reasons), _fix(line, outcome.reasons)
        )
    if not outcome.does:
        return Cell("out", NOTHING[change])
    match change:
        case Change.MOVE | Change.REPOST if outcome.starts is not None:
            words = f"Goes out {_at(outcome.starts, zone)}"
            if outcome.beside:
                beside = ", ".join(outcome.beside)
                return Cell("warn", f"{words}, on the same day as {beside} for the same role and place: "
                                    "the board may hide one")  # fmt: skip
            return Cell("ok", words)
        case Change.UPDATE:
            return Cell("ok", "Goes out with its new text" if outcome.unsent else _told(line))
        case _:
            return Cell("ok", "Cancelled: nothing was sent" if outcome.unsent else "Taken down")


def _told(line: PostingLine) -> str:
    """How a board takes another text of an advert that is there."""
    match callboard().registry[line.board].mode:
        case Mode.FEED:
            return "Will update when the board next fetches its feed"
        case Mode.BY_HAND:
            return "A task for you: somebody changes it at the board"
        case _:
            return "Will update: the board is told to change it"


NOTHING: Mapping[Change, str] = {
    Change.MOVE: "Stands there already",
    Change.UPDATE: "Nothing to change",
    Change.REPOST: "Nothing to do",
    Change.WITHDRAW: "Closed already",
}


def _sentence(line: PostingLine, reason: Reason) -> str:
    """Without the names of the posting that a service puts before it: they stand in the row."""
    words = reason.message.removeprefix(f"{line.reference}: ")
    words = words.removeprefix(f"{line.account}, {line.vacancy_reference}: ")
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _fix(line: PostingLine, reasons: Sequence[Reason]) -> Link:
    fields = {reason.field for reason in reasons}
    if fields & {"starts", "ends", "reference", "board"}:
        return Link("Open it", "posting", line.id)
    if fields & IN_TEXT:
        return Link("Open the vacancy", "vacancy", line.vacancy_id)
    return Link("Change the facts", "facts", line.vacancy_id)


def what_follows(
    change: Change, done: Sequence[PostingLine], found: Mapping[int, Outcome], countries: Sequence[str], today: date
) -> tuple[str, ...]:
    """What the change does besides itself, a sentence each."""
    match change:
        case Change.WITHDRAW:
            return consequences(done)
        case Change.MOVE:
            return (*_per_account(done, "{} on {} keep their place on the calendar; nothing is charged for moving",
                                  "{} on {} keeps its place on the calendar; nothing is charged for moving"),
                    *_ends(done, today), *_days(done, found, countries))  # fmt: skip
        case Change.REPOST:
            return ("Each goes out with today’s text of its advert and vacancy, under a new reference, counted anew",
                    *_per_account(done, "{} on {} are paid for again where the board charges",
                                  "{} on {} is paid for again where the board charges"),
                    *_days(done, found, countries))  # fmt: skip
        case Change.UPDATE:
            return _per_account(done, "{} on {} show today’s text", "{} on {} shows today’s text")


def _per_account(lines: Sequence[PostingLine], many: str, one: str) -> tuple[str, ...]:
    numbers = Counter(line.account for line in lines)
    return tuple((one if number == 1 else many).format(number, account) for account, number in sorted(numbers.items()))


def _ends(lines: Sequence[PostingLine], today: date) -> tuple[str, ...]:
    numbers = Counter(line.ends_at.astimezone(ZoneInfo(line.zone)).date() for line in lines if line.ends_at)
    return tuple(
        f"{plural(number, 'posting')} still {'ends' if number == 1 else 'end'} {day_words(day, today)}, so "
        f"{'its run changes' if number == 1 else 'their runs change'} in length"
        for day, number in sorted(numbers.items())
    )


def _days(lines: Sequence[PostingLine], found: Mapping[int, Outcome], countries: Sequence[str]) -> tuple[str, ...]:
    """Bank holidays, weekends and changed clocks of the days they go out."""
    days: dict[date, str] = {}
    for line in lines:
        starts = found[line.id].starts
        if starts is not None:
            days.setdefault(starts.astimezone(ZoneInfo(line.zone)).date(), line.zone)
    named = holidays(countries, days)
    said = []
    for day, zone in sorted(days.items()):
        if day in named:
            said.append(f"{day_exact(day)} is a bank holiday: {named[day]}")
        elif day.weekday() > 4:
            said.append(f"{day_exact(day)} is a {WEEKDAYS[day.weekday()]}")
        if change := clock_change(day, ZoneInfo(zone)):
            said.append(f"{change} on {day_exact(day)}; the time is meant as clocks show it then")
    return tuple(said)


def _at(instant: datetime, zone: tzinfo) -> str:
    return f"{day_exact(instant.astimezone(zone).date())} at {clock_of(instant, zone)} {zone_name(instant, zone)}"
