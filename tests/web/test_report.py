"""The report page and its file, from a real database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from lxml import html

from orchestrator.callboard import Callboard
from orchestrator.domain.fact import Fact
from orchestrator.domain.permission import Role, User
from orchestrator.domain.reading import Metric, Origin
from orchestrator.storage import facts
from tests.counting.world import World, added_up, world
from web.report_page import period_words

from .reports_site import ReportsSite, reports_site

MARCH = "/reports?from=2026-03-01&to=2026-03-31"


@pytest.fixture
def site(callboard: Callboard) -> Iterator[ReportsSite]:
    with reports_site(callboard, Role.REVIEWER) as made:
        yield made


@pytest.fixture
def rows(site: ReportsSite) -> World:
    """Reed has 58 applications of one posting and none known of another; the careers page has a known zero."""
    began, ended = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 20, 9, tzinfo=UTC)
    shown = {"published_at": began, "starts_at": began, "ended_at": ended, "presence": "gone"}
    with site.callboard.database.begin() as connection:
        made = world(connection)
        reed, careers = made.account("reed"), made.account("careers")
        a = made.posting(made.vacancy(title="=Carer"), reed, "reed", **shown)
        made.posting(made.vacancy(), reed, "reed", **shown)
        b = made.posting(made.vacancy(), careers, "careers", **shown)
        made.posting(made.vacancy(), made.account("herald"), "herald", **shown)
        day = date(2026, 3, 5)
        known = [
            Fact(posting, Metric.APPLICATION, Origin.BOARD, day, day, value, ended)
            for posting, value in ((a, 58), (b, 0))
        ]
        facts.replace(connection, known)
        added_up(connection)
    return made


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cells(page: html.HtmlElement, caption: str) -> dict[str, list[str]]:
    """The lines of a table, by their first cell."""
    (table,) = [each for each in page.findall(".//table") if each.findtext("caption") == caption]
    lines = [[words(cell) for cell in row] for row in table.findall("tbody/tr")]
    return {line[0]: line[1:] for line in lines}


def test_the_sentence_comes_first_and_says_what_is_not_known(site: ReportsSite, rows: World) -> None:
    status, page = site.get(MARCH)
    assert status == 200
    found = page.find(".//div[@class='verdict']")
    assert found is not None
    verdict = words(found)
    assert "58 applications that we know of." in verdict
    assert "Counts are known for 2 of 4 postings." in verdict
    assert "herald reported nothing, so applications there are unknown, not zero." in verdict
    assert "1 to 31 March 2026" in page.text_content()
    assert "No posting is behind" not in page.text_content()  # it was not worked out


def test_zero_and_unknown_differ(site: ReportsSite, rows: World) -> None:
    _, page = site.get(MARCH)
    table = cells(page, "Results by board")
    by_name = {name.split()[0].lower(): figures for name, figures in table.items()}
    assert by_name["herald"][3] == "not reported"
    reed = next(figures for figures in table.values() if figures[3] == "58")
    assert reed[:2] == ["2", "1"]
    assert reed[4] == "44 to 75"
    zero = next(figures for figures in table.values() if figures[3] == "0")
    assert zero[4] == "0 to 4"
    assert zero[6] == "free"


def test_the_file(site: ReportsSite, rows: World) -> None:
    answer = site.app.test_client().get(MARCH + "&format=csv&by=vacancy")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="report-2026-03-01-to-2026-03-31-vacancy.csv"' in answer.headers["Content-Disposition"]
    read = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert read[0]["vacancy"] == "'=Carer, Torquay"
    assert read[0]["applications_reported"] == "58"


def test_who_may_see_it(site: ReportsSite, rows: World) -> None:
    site.user = None
    assert site.get(MARCH)[0] == 302
    site.user = User(2, "Tom", Role.REVIEWER, employer=rows.employer_id)
    assert "58 applications" in site.get(MARCH)[1].text_content()
    with site.callboard.database.begin() as connection:
        other = world(connection, "rowan")
    site.user = User(3, "Ann", Role.REVIEWER, employer=other.employer_id)
    assert "Nothing was published" in site.get(MARCH)[1].text_content()
    site.employer = rows.employer_id
    assert site.get(MARCH)[0] == 404


@pytest.mark.parametrize("query", ["from=yesterday", "from=2026-03-31&to=2026-03-01", "format=csv&by=colour"])
def test_what_cannot_be_read_is_400(site: ReportsSite, rows: World, query: str) -> None:
    assert site.get(f"/reports?{query}")[0] == 400


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 11, 1), date(2026, 11, 23), "1 to 23 November 2026"),
        (date(2026, 10, 28), date(2026, 11, 3), "28 October to 3 November 2026"),
        (date(2025, 12, 28), date(2026, 1, 3), "28 December 2025 to 3 January 2026"),
        (date(2026, 1, 3), date(2026, 1, 3), "3 January 2026"),
    ],
)
def test_periods_in_words(start: date, end: date, said: str) -> None:
    assert period_words(start, end) == said
