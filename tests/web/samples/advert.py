"""The editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .common import FieldError, Filter, Option, at


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    changed: bool = False
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    limit: int | None
    base: str
    changed: bool


@dataclass(frozen=True, slots=True)
class BoardField:
    name: str
    label: str
    kind: str
    value: str
    options: tuple[Option, ...] = ()
    optional: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    level: str
    heading: str
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    title: str
    cut: bool
    meta: tuple[str, ...]
    body_html: str


@dataclass(frozen=True, slots=True)
class Rest:
    name: str
    summary: str
    benefits: str
    similar_titles: str
    others: str


@dataclass(frozen=True, slots=True)
class Choice:
    id: int
    label: str
    note: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Advert:
    advert_id: int | None
    heading: str
    employer: str
    version: int
    saved_at: datetime | None
    tab: str
    board: str
    tabs: tuple[Tab, ...]
    title: Text
    body: Text
    prefilled: tuple[tuple[str, str], ...]
    vacancies: int
    extra: tuple[BoardField, ...]
    findings: tuple[Finding, ...]
    preview: Preview | None
    rest: Rest
    choices: tuple[Choice, ...]
    employers: Filter | None
    may_write: bool
    open_postings: int
    once: str


ADVERT_ERRORS = (FieldError("title", "Shorten the title by 7 characters. Reed cuts titles at 75."),)

LONG_TITLE = "Care Coordinator – full UK driving licence needed, flexible rota, immediate start."

ADVERT = Advert(
    advert_id=4,
    heading="Care Coordinator",
    employer="Fairhaven Homecare",
    version=12,
    saved_at=at(23, 10, 30, 56),
    tab="reed",
    board="Reed",
    tabs=(Tab("all", "All boards"), Tab("reed", "Reed", changed=True, problem=True), Tab("indeed", "Indeed")),
    title=Text(LONG_TITLE, 75, "Care Coordinator", True),
    body=Text(
        "You plan the week for about 40 people in and around {place}.\n\n## What you get\n\n- {pay} a year",
        10000,
        "",
        False,
    ),
    prefilled=(("Place", "6 towns"), ("Pay", "£26,200 to £28,400"), ("Hours", "37.5, days")),
    vacancies=9,
    extra=(
        BoardField("sector", "Sector", "choice", "care", (Option("care", "Social care"), Option("it", "IT"))),
        BoardField("weekly", "Hours a week", "number", "37.5", optional=True, hint="Reed shows it under the pay"),
    ),
    findings=(
        Finding("stop", "Title is over Reed’s limit", "82 of 75 characters.", "title"),
        Finding(
            "stop",
            "“young and energetic” asks for an age",
            "Try “active, calm under pressure”. We flag words; we do not give legal advice.",
            "body",
        ),
        Finding("warn", "£80 per what?", "Helen Marsh: “say the car allowance is monthly”."),
        Finding("info", "Licence is in the title and in the list", "Put it in the list only."),
    ),
    preview=Preview(
        LONG_TITLE[:75] + "…",
        True,
        ("Fairhaven Homecare · Torquay, Devon", "£26,200 to £28,400 a year"),
        "<p>You plan the week.</p><h2>What you get</h2><ul><li>£26,200 to £28,400</li></ul>",
    ),
    rest=Rest("", "Plan the week for forty people.", "Paid mileage\nPaid breaks", "", ""),
    choices=(
        Choice(8, "Care Coordinator, Torquay", "FH-2108", True),
        Choice(9, "Night Carer, Exeter", "FH-2109", False),
    ),
    employers=None,
    may_write=True,
    open_postings=21,
    once="a token",
)
