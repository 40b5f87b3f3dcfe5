"""Every page of the desk and its address, for `benchmarks.pages`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from benchmarks.desk import Desk

NOT_MEASURED: Mapping[str, str] = {
    "session.home": "leads to another page",
    "session.by_link": "one form, of a person who is not signed in yet",
    "postings.proof": "a file as it was brought",
    "imports.show": "what became of one upload",
    "count_imports.columns": "the first lines of one upload",
    "count_imports.result": "what became of one upload",
    "apply.follow": "no page; benchmarks.apply_link measures it",
    "feeds.document": "no page; benchmarks.feed measures it",
    "crawlers.atom": "a document for programs",
    "crawlers.robots": "a document for programs",
    "crawlers.sitemap": "a document for programs",
    "crawlers.sitemap_file": "a document for programs",
    "employers.index": "a short list, or the way to the chosen employer",
    "static": "files",
}
"""Endpoints that are asked for with GET and are no page that could be long, and why."""


def pages(desk: Desk) -> dict[str, str]:
    """Page to address. Where a posting is not live, candidates have no page of it, nor has it readings."""
    now = datetime.now(UTC)
    later = f"{now + timedelta(days=7):%Y-%m-%d}"
    a, b = desk.wordings
    chosen = urlencode({"vacancy": desk.vacancies}, doseq=True)
    order = f"{chosen}&{urlencode({'account': desk.accounts}, doseq=True)}"
    ticked = urlencode({"posting": desk.scheduled}, doseq=True)
    advert, vacancy, posting, account = desk.advert, desk.vacancies[0], desk.posting, desk.accounts[0]
    published = {"careers page": f"/jobs/{desk.reference}", "readings": f"/reports/figures/{posting}"}
    return (published if desk.reference else {}) | {
        "sign in": "/sign-in",
        "today": "/today",
        "will fail": "/calendar/failing",
        "adverts": "/adverts",
        "adverts of a state": "/adverts?status=live",
        "adverts found": "/adverts?q=Town+7",
        "new advert": f"/adverts/new?{chosen}",
        "advert": f"/adverts/{advert}",
        "versions": f"/adverts/{advert}/versions",
        "approvals": f"/adverts/{advert}/approval",
        "approve": desk.approval,
        "parts": "/adverts/parts",
        "order together": f"/adverts/order?advert={advert}&{order}",
        "job description": "/adverts/from-description",
        "choose boards": f"/adverts/{advert}/check?{chosen}",
        "check": f"/adverts/{advert}/check?{order}",
        "variants": f"/adverts/{advert}/check/variants?{order}",
        "vacancies": "/vacancies",
        "vacancies of a state": "/vacancies?status=live",
        "vacancies found": "/vacancies?q=Town+7",
        "last page of vacancies": "/vacancies?page=160",
        "vacancy": f"/vacancies/{vacancy}",
        "new vacancy": "/vacancies/new",
        "share": f"/vacancies/{vacancy}/share",
        "edit vacancy": f"/vacancies/{vacancy}/edit",
        "import adverts": "/vacancies/import",
        "same again": f"/vacancies/{vacancy}/again",
        "filled": f"/vacancies/{vacancy}/filled",
        "takedown": f"/vacancies/{vacancy}/takedown",
        "vacancies together": f"/vacancies/together?do=change&{chosen}",
        "calendar": "/calendar",
        "calendar of a board": f"/calendar?board={account}&status=live",
        "calendar week": "/calendar/week",
        "calendar table": "/calendar/table",
        "calendar group": f"/calendar/group/{advert}?{urlencode({'at': desk.at.isoformat()})}",
        "move": f"/calendar/postings/{desk.scheduled[0]}?date={later}",
        "together": f"/postings/together?do=move&{ticked}&date={later}",
        "withdraw together": f"/postings/together?do=withdraw&{ticked}",
        "postings": "/postings",
        "postings of a state": "/postings?status=live",
        "postings found": "/postings?q=coordinator+town+7",
        "last page of postings": "/postings?page=490",
        "posting": f"/postings/{posting}",
        "post again": f"/postings/{posting}/again",
        "evidence": f"/postings/{posting}/evidence",
        "apply link": f"/postings/{posting}/link",
        "poster": f"/postings/{posting}/poster",
        "unconfirmed": f"/boards/{account}/unconfirmed",
        "differences": "/postings/differences",
        "still there": "/postings/still-there",
        "boards": "/boards",
        "new board": "/boards/new",
        "board account": f"/boards/{account}",
        "credits": f"/boards/{account}/credits",
        "mapping": "/boards/mapping/reed",
        "other routes": f"/employers/{desk.employer}/routes",
        "queue": "/queue",
        "reports": "/reports",
        "report of adverts": "/reports/adverts",
        "compare": "/reports/compare",
        "comparison": f"/reports/compare?a={a}&b={b}",
        "client report": f"/reports/client?employer={desk.employer}&month={now:%Y-%m}",
        "costs": "/reports/costs",
        "count sheet": "/reports/counts",
        "import counts": "/reports/counts/import",
        "figures": "/reports/figures",
        "figures of an advert": f"/reports/figures?wording={a}",
        "questions": "/reports/questions",
        "question": f"/reports/questions/{desk.question}",
        "new question": "/reports/questions/new?smallest_ratio=1.5&window_days=28",
        "rules": "/reports/rules",
        "saved reports": "/reports/saved",
        "unattributed": "/reports/unattributed",
        "careers site": "/jobs",
        "careers site found": "/jobs?q=Town+7",
    }
