"""Counts in a table of somebody else's: which column is what, and what each line says. Blank is unknown, not zero."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from orchestrator.domain.reading import Metric

from .draft import Refusal, Unreadable
from .sheet import Row, csv_rows, decode, xlsx_rows

MOST = 20_000
LONGEST = 200

POSTING, TAKEN_AT, NOTE = "posting", "taken_at", "note"
ALIASES: Mapping[str, tuple[str, ...]] = {
    POSTING: ("posting", "reference", "our reference", "job id", "advert id", "ad id", "job reference", "id"),
    TAKEN_AT: ("taken at", "as of", "read at", "date", "report date", "day"),
    NOTE: ("note", "reason", "withdrawal reason", "comment"),
    Metric.IMPRESSION: ("impressions", "impression", "views", "view", "seen"),
    Metric.CLICK: ("clicks", "click", "visits"),
    Metric.APPLY_START: ("apply starts", "starts", "apply clicks", "started applications"),
    Metric.APPLICATION: ("applications", "application", "applies", "applicants", "applied", "candidates"),
    Metric.QUALIFIED_APPLICATION: ("qualified", "qualified applications", "shortlisted", "screened"),
    Metric.INTERVIEW: ("interviews", "interview", "interviewed"),
    Metric.HIRE: ("hires", "hire", "hired", "placed", "starters"),
    Metric.REJECTED: ("rejected", "rejections", "declined by us"),
    Metric.WITHDRAWN: ("withdrawn", "withdrew", "withdrawals", "withdrawn by candidate"),
}  # fmt: skip
"""Field to names a column may have; the first name found wins. Case and punctuation do not matter."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says of the posting it calls `posting`. `taken_at` None: the line does not say when; `whole_day`: it
    names a day, which `taken_at` ends.
    """

    item: str
    posting: str
    counts: Mapping[Metric, int]
    taken_at: datetime | None
    note: str
    whole_day: bool = False


def table(source: bytes, name: str) -> list[Row]:
    """The rows of a CSV file or Excel workbook, the column names first. Raises Unreadable."""
    rows = xlsx_rows(source) if source[:2] == b"PK" else csv_rows(decode(source))
    found = [Row(row.number, tuple(cell[:LONGEST] for cell in row.cells)) for row in rows]
    if len(found) < 2:
        raise Unreadable(f"{name} has no lines below its column names")
    if len(found) > MOST:
        raise Unreadable(f"{name} has more than {MOST} lines; split it")
    return found


def guess(header: Sequence[str]) -> dict[str, int]:
    """Which column each field probably is; fields that are not there are missing."""
    names = [re.sub(r"[\W_]+", " ", each).strip().casefold() for each in header]
    return {
        str(field): names.index(found)
        for field, aliases in ALIASES.items()
        if (found := next((alias for alias in aliases if alias in names), None)) is not None
    }


def read(rows: Iterable[Row], where: Mapping[str, int], zone: tzinfo | None) -> tuple[list[Line], list[Refusal]]:
    """The lines that say something, and those that cannot be understood, each with everything that is wrong with it.

    A time without a zone is one of `zone`; where that is None each line must say when, with its zone.
    """
    lines, refused = [], []
    for row in rows:
        item, wrong = f"line {row.number}", []
        cells = {field: _cell(row, column) for field, column in where.items()}
        counts = {}
        for metric in Metric:
            if text := cells.get(metric, ""):
                try:
                    counts[metric] = count(text)
                except ValueError as error:
                    wrong.append(f"{metric.replace('_', ' ')}: {error}")
        posting, at, note, when = cells.get(POSTING, ""), None, cells.get(NOTE, ""), cells.get(TAKEN_AT, "")
        try:
            posting = reference(posting)
            at = instant(when, zone) if when else None
            impersonal(note)
        except ValueError as error:
            wrong.append(str(error))
        if zone is None and not when:
            wrong.append("it does not say when this was so; give taken_at, such as 2026-11-24T18:00:00Z")
        if wrong:
            refused.append(Refusal(item, "; ".join(wrong)))
        elif counts:
            lines.append(Line(item, posting, counts, at, note, is_day(when)))
    return lines, refused


def count(text: str) -> int:
    """A whole number as people and spreadsheets write it: `12`, `1,204`, `20.0`. Raises ValueError."""
    if not re.fullmatch(r"\d{1,12}(?:\.0+)?|\d{1,3}(?:,\d{3})+", text):
        raise ValueError(f"{text[:40]!r} is no count; write a whole number such as 12")
    return int(text.partition(".")[0].replace(",", ""))


def reference(text: str) -> str:
    """What a posting is called, without what a spreadsheet has done to a number. Raises ValueError."""
    if not text:
        raise ValueError("it does not say which posting it is about")
    if re.fullmatch(r"\d(?:[.,]\d+)?[eE]\+?\d+", text):
        raise ValueError(f"{text} was a number that a spreadsheet has shortened; save its column as text")
    return re.sub(r"^(\d+)\.0$", r"\1", text)


def impersonal(note: str) -> None:
    """Raises ValueError for a note with an e-mail address or a telephone number: nothing about a candidate is kept."""
    if re.search(r"\S@\S|(?:\d[ ().-]?){9,}", note):
        raise ValueError("its note has an e-mail address or a telephone number; leave out what is about a candidate")


def is_day(text: str) -> bool:
    """A day without a time."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}", text) is not None


def instant(text: str, zone: tzinfo | None) -> datetime:
    """`2026-11-24`, `2026-11-24T10:00+01:00`, `24/11/2026 10:00`, or milliseconds since 1970. A day stands for its end.
    Raises ValueError.
    """
    if re.fullmatch(r"\d{13}(?:\.0)?", text):
        return datetime.fromtimestamp(float(text) / 1000, UTC)
    british = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T](\d{1,2}):(\d\d))?", text)
    try:
        if british:
            day, month, year, hour, minute = british.groups()
            at = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))  # noqa: DTZ001 - below
        else:
            at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no day or time; write 2026-11-24 or 24/11/2026 (day first)") from None
    if at.tzinfo is None and zone is None:
        raise ValueError(f"{text[:40]!r} has no time zone; write 2026-11-24T18:00:00Z or +01:00 at its end")
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    return at + timedelta(days=1) - timedelta(microseconds=1) if is_day(text) else at


def _cell(row: Row, column: int) -> str:
    return row.cells[column].replace("\0", "").strip() if column < len(row.cells) else ""
