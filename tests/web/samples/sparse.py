"""The same pages with as little on them as can be: nothing there yet, nothing known, nothing to decide."""

from __future__ import annotations

from dataclasses import replace

from web.advert_tabs import Tab
from web.errors import TROUBLES

from .advert import ADVERT, MARGIN
from .adverts import ADVERTS
from .boards import BOARDS
from .calendar import CALENDAR, TABLE, TOGETHER
from .careers import CAREERS, CAREERS_ADVERT, CAREERS_CLOSED
from .check import CHECK
from .common import OWNERS
from .differences import DIFFERENCES, STILL_THERE, UNCONFIRMED
from .evidence import EVIDENCE
from .posting import BY_HAND, POSTING
from .queue import QUEUE
from .report import REPORT
from .sign_in import SIGN_IN
from .today import TODAY
from .together import AGAIN
from .vacancies import VACANCIES
from .vacancy import VACANCY

SPARSE: tuple[tuple[str, object], ...] = (
    ("sign_in.html", replace(SIGN_IN, why="", name="")),
    ("today.html", replace(TODAY, needs=(), needs_total=0, going_out=(), ending=(), uncounted=(), credits=())),
    (
        "queue.html",
        replace(QUEUE, refreshing=False, causes=(), usual=None, oldest_sendable=None, oldest_unconfirmed=None),
    ),
    ("boards.html", replace(BOARDS, may_change=False, down=(), accounts=())),
    (
        "posting.html",
        replace(
            POSTING, decision=None, sent=None, response=(), operations=(), events=(), run="", outages=(), differences=()
        ),
    ),
    ("posting.html", BY_HAND),
    ("differences.html", replace(DIFFERENCES, rows=())),
    ("still_there.html", replace(STILL_THERE, rows=())),
    ("unconfirmed.html", replace(UNCONFIRMED, rows=(), total=0, proposed=False)),
    ("evidence.html", replace(EVIDENCE, rows=(), proofs=(), sentence="")),
    ("vacancies.html", replace(VACANCIES, rows=(), filters=(), query="", cause="rejected")),
    (
        "vacancy.html",
        replace(VACANCY, postings=(), advert_id=None, open=False, may_write=False, pay=None, needs=0),
    ),
    ("adverts.html", replace(ADVERTS, rows=())),
    (
        "advert.html",
        replace(
            ADVERT,
            advert_id=None,
            saved_at=None,
            tab="A",
            tabs=(Tab("A", "All boards"),),
            choices=(),
            open_postings=0,
            employers=OWNERS,
            board="",
            kept_at=None,
            writing=None,
            margin=replace(MARGIN, advert_id=None, findings=None, pay=(), examples=(), of=(0, 0), said="", refused=""),
            preview=None,
            prefilled=(),
        ),
    ),
    ("check.html", replace(CHECK, stopped=0)),
    ("check.html", replace(CHECK, boxes=())),
    ("check.html", replace(CHECK, rows=())),
    ("check.html", replace(CHECK, boards=(), alike=())),
    (
        "check.html",
        replace(CHECK, forbidden=("EQA-AGE-01 at text, line 3, column 5: “aged 20 to 30” asks for an age.",)),
    ),
    ("advert.html", replace(ADVERT, may_write=False, margin=replace(MARGIN, may_write=False))),
    ("check.html", replace(CHECK, stopped=9)),
    ("report.html", replace(REPORT, charts=(), behind=(), boards=(), funnel=())),
    ("calendar.html", replace(CALENDAR, past="1 to 22 November", empty=True)),
    ("calendar_table.html", replace(TABLE, rows=())),
    ("same_again.html", replace(AGAIN, rows=(), stopped=0)),
    ("together.html", replace(TOGETHER, rows=(), will=0, stopped=0, consequences=(), ready=())),
    ("together.html", replace(TOGETHER, will=0, stopped=0, consequences=(), asks_when=False)),
    ("public/index.html", replace(CAREERS, adverts=())),
    ("public/index.html", replace(CAREERS, adverts=(), query="nurse")),
    (
        "public/advert.html",
        replace(CAREERS_ADVERT, pay=None, region="", openings=1, closes_on=None, indexed=False, json_ld=None),
    ),
    ("public/closed.html", replace(CAREERS_CLOSED, closed_on=None, nearest=())),
    ("error.html", TROUBLES[404]),
)
