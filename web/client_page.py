"""The client report as its page and its file say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from orchestrator.queries.spending import COST_RULE
from orchestrator.reporting.differences import differences
from orchestrator.reporting.snapshot import short
from orchestrator.storage.editions import Edition

from .chart import PAPER, Chart, Interval, counts_scale, intervals
from .client_rows import TitleRow
from .numbers import money, money_range, plural, with_range
from .times import MONTHS

Figures = Mapping[str, Any]
STAGE_NAMES = {"qualified_application": "Qualified", "hire": "Hires"}


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """An edition one can open; `current` is the one on the page."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of the month, and when."""

    said: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class ClientPage:
    """What `client_report.html` shows. `edition` 0: as it is now, not frozen, and so without a `snapshot`."""

    employer: str
    employer_id: int
    month: str
    month_value: str
    running: bool
    edition: int
    made: str
    prepared_by: str
    editions: tuple[EditionChoice, ...]
    next_edition: int
    period: dict[str, str]
    summary: str
    total: Figures
    vacancies: tuple[TitleRow, ...]
    chart: Chart | None
    boards: tuple[tuple[str, Figures], ...]
    channels: tuple[tuple[str, Figures], ...]
    stages: tuple[Figures, ...]
    comments: tuple[Comment, ...]
    changed: tuple[str, ...] | None
    unattributed: int | None
    cost_rule: str
    snapshot: str
    code_version: str

    @property
    def lines(self) -> tuple[tuple[str, Figures, str], ...]:
        """Boards, then channels, which are compared with none."""
        boards = ((name, row, "") for name, row in self.boards)
        return (*boards, *((name, row, "a channel, not to be compared with boards") for name, row in self.channels))


def client_page(
    content: Mapping[str, Any],
    titles: Sequence[Figures],
    edition: Edition | None,
    frozen: Sequence[Edition],
    before: Mapping[str, Any] | None,
    now: datetime,
    employer: int,
    label: Callable[[str], str],
) -> ClientPage:
    """`content` is what was frozen, or is known now, `titles` a line for each title of it; `before` the edition before
    it; `label` names a board.
    """
    data, figures = content["data"], content["figures"]
    first, last = date.fromisoformat(data["first"]), date.fromisoformat(data["last"])
    boards = tuple((label(each["board"]), each) for each in figures["boards"])
    made = (
        f"Edition {edition.number}, {_day(edition.made_at.astimezone(now.tzinfo).date())}"
        if edition
        else (f"As known on {_day(now.date())}, not frozen")
    )
    return ClientPage(
        employer=data["employer"],
        employer_id=employer,
        month=f"{MONTHS[first.month - 1]} {first.year}",
        month_value=f"{first:%Y-%m}",
        running=(first.year, first.month) == (now.year, now.month),
        edition=edition.number if edition else 0,
        made=made,
        prepared_by=edition.made_by if edition else "",
        editions=_choices(frozen, edition, now),
        next_edition=frozen[0].number + 1 if frozen else 1,
        period={"from": data["first"], "to": data["last"]},
        summary=_summary(figures["total"]),
        total=figures["total"],
        vacancies=tuple(map(TitleRow.of, titles)),
        chart=_chart(boards, f"{MONTHS[first.month - 1]} {last.year}"),
        boards=boards,
        channels=tuple((label(each["board"]), each) for each in figures["channels"]),
        stages=tuple(figures["stages"]),
        comments=tuple(Comment(c["said"], c["by"], date.fromisoformat(c["on"])) for c in data["comments"]),
        changed=None if before is None else differences(before["figures"], figures),
        unattributed=figures["unattributed"],
        cost_rule=COST_RULE,
        snapshot=short(edition.snapshot) if edition else "",
        code_version=content["code_version"],
    )


def _choices(frozen: Sequence[Edition], edition: Edition | None, now: datetime) -> tuple[EditionChoice, ...]:
    every = [
        EditionChoice(
            str(each.number),
            f"Edition {each.number}, {_day(each.made_at.astimezone(now.tzinfo).date())}",
            edition is not None and each.number == edition.number,
        )
        for each in frozen
    ]
    return (*every, EditionChoice("now", "As known now", edition is None))


def _summary(total: Figures) -> str:
    said = f"{total['filled']:,} of {plural(total['openings'], 'opening')} "
    said += "was filled." if total["openings"] == 1 else "were filled."
    if total["applications"] is None:
        return f"{said} No count of applications is known for {plural(total['postings'], 'posting')}."
    said += f" We know of {plural(total['applications'], 'application')}, counted for {total['known_for']:,} of "
    said += plural(total["postings"], "posting")
    if total["cost"] is None:
        return f"{said}."
    if not total["currency"]:
        return f"{said}, at no cost."
    said += f", at {money(Decimal(total['cost']), total['currency'])}"
    if total["each_low"] is None:
        return f"{said}."
    low, high = Decimal(str(total["each_low"])), total["each_high"]
    each = money_range(low, None if high is None else Decimal(str(high)), total["currency"])
    return f"{said}: {each} for each application."


def _chart(boards: Sequence[tuple[str, Figures]], month: str) -> Chart | None:
    rows = [
        Interval(name, None, None, None, "not known", absent="not reported")
        if each["applications"] is None
        else Interval(
            name, each["applications"], each["applications_low"], each["applications_high"],
            with_range(each["applications"], round(each["applications_low"]), round(each["applications_high"])),
        )
        for name, each in boards
    ]  # fmt: skip
    if not any(row.high for row in rows):
        return None
    most = max(row.high or 0 for row in rows)
    reading = "Dot: counted. Line: likely range for a month like this."
    return intervals(f"Applications by board, {month}", reading, rows, counts_scale(most), PAPER)


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
