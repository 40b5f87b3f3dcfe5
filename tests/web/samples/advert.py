"""The editor."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from orchestrator.domain.errors import Reason
from orchestrator.pay.benchmark import Benchmark, Published
from orchestrator.services.preview_text import Use
from orchestrator.storage.blocks import Block
from orchestrator.storage.drafts import Draft
from web.advert_fields import TabField
from web.advert_form import AdvertText
from web.advert_page import AdvertPage, Choice, Text
from web.advert_preview import Preview
from web.advert_tabs import Tab
from web.filter import Filter, Option
from web.findings import Findings, Shown
from web.margin_page import Margin, PayLine
from web.writing_note import Writing

from .common import at

ADVERT_ERRORS = (Reason("title", "Shorten the title by 7 characters. Reed cuts titles at 75."),)

LONG_TITLE = "Care Coordinator – full UK driving licence needed, flexible rota, immediate start."


def _shown(  # what the same finding has in every sample stands here
    level: str,
    rule: str,
    heading: str,
    text: str,
    field: str = "",
    *,
    key: str,
    start: int = 0,
    end: int = 0,
    facts: int | None = None,
    add: str = "",
    reason: str = "",
    by: str = "",
) -> Shown:
    source, evidence, words = "Equality Act 2010, section 13", "A", "young and energetic"
    return Shown(level, rule, heading, text, source, evidence, words, key, field, start, end, facts, add, reason, by)


MARGIN = Margin(
    advert_id=4,
    may_write=True,
    findings=Findings(
        ticks=(("Pay is shown", True), ("Similar titles are named", False)),
        stops=(
            _shown("stop", "LEN-04", "7 characters over the 75 that Reed takes.", "Shorten it.", "title", key="01"),
            _shown(
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
            _shown("warn", "PAY-01", "The advert shows no pay.", "Give a figure or a range.", facts=8, key="03"),
            _shown("warn", "TTL-09", "No similar title is named.", "Add it.", "body", add="You may be a …", key="04"),
        ),
        suggestions=(
            ("CON-12", (_shown("info", "CON-12", "Say what it is like.", "Two sentences.", "body", key="05"),)),
        ),
        waived=(
            _shown("stop", "EQA-01", "“mother” asks for a sex.", "", reason="The part is hers.", by="ana", key="06"),
        ),
        dismissed=(("RDB-01", (_shown("info", "RDB-01", "Long sentences.", "Shorten them.", key="07"),)),),
    ),
    pay=(
        PayLine(
            "South West England",
            Benchmark(
                "South West England",
                12,
                date(2026, 3, 3),
                date(2026, 11, 24),
                Decimal(24960),
                Decimal(27500),
                Decimal(31000),
            ),
            "",
        ),
        PayLine("London", None, "not enough data: 3 of 10 needed for London"),
    ),
    examples=((Published("Care Coordinator", "United Kingdom", Decimal(26064), date(2024, 6, 1), "an article"), True),),
    reasons={"02": "The part is"},
    of=(1, 3),
    said="Kept with your reason: EQA-01.",
    refused="give the reason in a few words",
)

ADVERT = AdvertPage(
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
    fields=(TabField("own-category", "Category", "Care", (), "Empty, it is the base: nothing.", None, number=False),),
    rest=AdvertText(
        "A", "", LONG_TITLE, "", "Plan the week for forty people.", "Paid mileage\nPaid breaks", "", board="reed"
    ),
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
    blocks=(
        Block(1, 1, "About us", "We are a small team.", at(2), "ana"),
        Block(2, 1, "Equality statement", "Everybody is welcome.", at(2), "ana"),
    ),
    approval="Approved, then edited",
    approval_words="Helen Marsh approved version 11. This is version 12, so it needs them again.",
    kept_at=at(23, 10, 12, 0),
    writing=Writing(
        4,
        at(23, 10, 31, 0),
        "",
        (Draft("Tom Okafor", {}, 12, at(23, 10, 30, 0)),),
        ("Tom Okafor", 13, at(23, 10, 30, 59)),
    ),
)
