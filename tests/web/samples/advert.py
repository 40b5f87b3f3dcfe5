"""The editor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from web.filter import Filter, Option

from .common import FieldError, at


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
class Finding:
    level: str
    rule: str
    heading: str
    text: str
    field: str = ""
    source: str = "Equality Act 2010, section 13"
    evidence: str = "A"
    words: str = "young and energetic"
    key: str = "0a1b2c3d"
    start: int = 0
    end: int = 0
    facts: int | None = None
    add: str = ""
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    ticks: tuple[tuple[str, bool], ...]
    stops: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    suggestions: tuple[tuple[str, tuple[Finding, ...]], ...]
    waived: tuple[Finding, ...]
    dismissed: tuple[tuple[str, tuple[Finding, ...]], ...]
    marked: int
    suggested: int


@dataclass(frozen=True, slots=True)
class Known:
    p5: Decimal
    median: Decimal
    p95: Decimal
    n: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class PayLine:
    region: str
    known: Known | None
    words: str


@dataclass(frozen=True, slots=True)
class Published:
    region: str
    annual: Decimal
    stated_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Margin:
    advert_id: int | None
    may_write: bool
    findings: Findings | None
    pay: tuple[PayLine, ...]
    examples: tuple[tuple[Published, bool], ...]
    reasons: dict[str, str]
    of: tuple[int, int]
    said: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    slot: str
    used: int
    most: int
    unit: str


@dataclass(frozen=True, slots=True)
class Preview:
    board: str
    look: str
    title: str
    cut: str
    meta: tuple[str, ...]
    body_html: str
    text: str
    uses: tuple[Use, ...]
    problems: tuple[str, ...]
    vacancies: Filter | None


@dataclass(frozen=True, slots=True)
class Block:
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class Draft:
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Writing:
    advert_id: int
    kept_at: datetime | None
    trouble: str
    others: tuple[Draft, ...]
    newer: tuple[str, int, datetime] | None


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
    summary: Text
    body: Text
    title_hint: str
    prefilled: tuple[tuple[str, str], ...]
    vacancies: int
    margin: Margin
    preview: Preview | None
    rest: Rest
    choices: tuple[Choice, ...]
    employers: Filter | None
    may_write: bool
    open_postings: int
    once: str
    file_once: str
    person: int
    kept_at: datetime | None
    writing: Writing | None
    blocks: tuple[Block, ...]
    approval: str
    approval_words: str
    fields: tuple[object, ...] = ()


ADVERT_ERRORS = (FieldError("title", "Shorten the title by 7 characters. Reed cuts titles at 75."),)

LONG_TITLE = "Care Coordinator – full UK driving licence needed, flexible rota, immediate start."

MARGIN = Margin(
    advert_id=4,
    may_write=True,
    findings=Findings(
        ticks=(("Pay is shown", True), ("Similar titles are named", False)),
        stops=(
            Finding("stop", "LEN-04", "7 characters over the 75 that Reed takes.", "Shorten it.", "title", key="01"),
            Finding(
                "stop",
                "EQA-AGE-02",
                "“young and energetic” asks for an age.",
                "Try “active, calm under pressure”.",
                "body",
                key="02",
                start=10,
                end=29,
            ),
        ),
        warnings=(
            Finding("warn", "PAY-01", "The advert shows no pay.", "Give a figure or a range.", facts=8, key="03"),
            Finding("warn", "TTL-09", "No similar title is named.", "Add it.", "body", add="You may be a …", key="04"),
        ),
        suggestions=(
            ("CON-12", (Finding("info", "CON-12", "Say what it is like.", "Two sentences.", "body", key="05"),)),
        ),
        waived=(
            Finding("stop", "EQA-01", "“mother” asks for a sex.", "", reason="The part is hers.", by="ana", key="06"),
        ),
        dismissed=(("RDB-01", (Finding("info", "RDB-01", "Long sentences.", "Shorten them.", key="07"),)),),
        marked=4,
        suggested=1,
    ),
    pay=(
        PayLine(
            "South West England",
            Known(Decimal(24960), Decimal(27500), Decimal(31000), 12, date(2026, 3, 3), date(2026, 11, 24)),
            "",
        ),
        PayLine("London", None, "not enough data: 3 of 10 needed for London"),
    ),
    examples=((Published("United Kingdom", Decimal(26064), date(2024, 6, 1), "an article"), True),),
    reasons={"02": "The part is"},
    of=(1, 3),
    said="Kept with your reason: EQA-01.",
    refused="give the reason in a few words",
)

ADVERT = Advert(
    advert_id=4,
    heading="Care Coordinator",
    employer="Fairhaven Homecare",
    version=12,
    saved_at=at(23, 10, 30, 56),
    tab="A.reed",
    board="Reed",
    tabs=(Tab("A", "All boards"), Tab("A.reed", "Reed", changed=True, problem=True), Tab("A.indeed", "Indeed")),
    title=Text(LONG_TITLE, 75, "Care Coordinator", True),
    summary=Text("Plan the week for forty people.", None, "Plan the week for forty people.", False),
    title_hint="",
    body=Text(
        "You plan the week for about 40 people in and around {place}.\n\n## What you get\n\n- {pay} a year",
        10000,
        "",
        False,
    ),
    prefilled=(("Place", "6 towns"), ("Pay", "£26,200 to £28,400"), ("Hours", "37.5, days")),
    vacancies=9,
    margin=MARGIN,
    preview=Preview(
        "Reed",
        "page",
        LONG_TITLE,
        LONG_TITLE[:75],
        ("Fairhaven Homecare · Torquay, Devon", "£26,200 to £28,400 a year"),
        "<p>You plan the week.</p><h2>What you get</h2><ul><li>£26,200 to £28,400</li></ul>",
        "",
        (Use("title", 82, 75, "characters"), Use("body.html", 1846, 10000, "characters")),
        ("82 of 75 characters; shorten it by 7",),
        Filter("shown", "Shown for", "8", (Option("8", "Torquay"), Option("9", "Exeter"))),
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
    file_once="another token",
    person=3,
    blocks=(Block("About us", "We are a small team."), Block("Equality statement", "Everybody is welcome.")),
    approval="Approved, then edited",
    approval_words="Helen Marsh approved version 11. This is version 12, so it needs them again.",
    kept_at=at(23, 10, 12, 0),
    writing=Writing(
        4, at(23, 10, 31, 0), "", (Draft("Tom Okafor", at(23, 10, 30, 0)),), ("Tom Okafor", 13, at(23, 10, 30, 59))
    ),
)
