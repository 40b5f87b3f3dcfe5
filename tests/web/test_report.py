"""The report page and its file, from a real database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, g
from lxml import html

from orchestrator import bootstrap, settings
from orchestrator.domain.fact import Fact
from orchestrator.domain.permission import Role, User
from orchestrator.domain.reading import Metric, Origin
from orchestrator.storage import facts
from tests.counting.world import World, added_up, world
from web import report
from web.frame import EmployerChoice, Frame
from web.report_page import period_words

from .application import application

MARCH = "/reports?from=2026-03-01&to=2026-03-31"


class Site:
    """The application, signed in as whoever a test says."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.user: User | None = User(1, "Priya Nair", Role.REVIEWER)
        self.employer: int | None = None

    def get(self, path: str) -> tuple[int, str]:
        answer = self.app.test_client().get(path)
        return answer.status_code, answer.text


@pytest.fixture
def site(database_url: str, server_settings: settings.Settings, tmp_path: Path) -> Iterator[Site]:
    callboard = bootstrap.build(replace(server_settings, data_dir=tmp_path), database_url)
    app = application(callboard, blueprints=(report.blueprint,))
    app.url_build_error_handlers.append(lambda error, endpoint, values: f"/{endpoint.replace('.', '/')}")
    made = Site(app)

    @app.before_request
    def _sign_in() -> None:
        g.user = made.user
        if made.user is not None:
            choices = (EmployerChoice(None, "All employers"),)
            g.frame = Frame(made.user.name, Role.REVIEWER, ZoneInfo("Europe/London"), choices, made.employer)

    yield made
    callboard.database.close()


@pytest.fixture
def rows(site: Site) -> World:
    """Reed has 58 applications of one posting and none known of another; the careers page has a known zero."""
    began, ended = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 20, 9, tzinfo=UTC)
    shown = {"published_at": began, "starts_at": began, "ended_at": ended, "presence": "gone"}
    with site.app.extensions["callboard"].database.begin() as connection:
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
        facts.replace_reported(connection, made.employer_id, [a, b], known)
        added_up(connection)
    return made


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cells(text: str, caption: str) -> dict[str, list[str]]:
    """The lines of a table, by their first cell."""
    tables = html.document_fromstring(text).findall(".//table")
    (table,) = [each for each in tables if each.findtext("caption") == caption]
    lines = [[words(cell) for cell in row] for row in table.findall("tbody/tr")]
    return {line[0]: line[1:] for line in lines}


def test_the_sentence_comes_first_and_says_what_is_not_known(site: Site, rows: World) -> None:
    status, text = site.get(MARCH)
    assert status == 200
    found = html.document_fromstring(text).find(".//div[@class='verdict']")
    assert found is not None
    verdict = words(found)
    assert "58 applications that we know of." in verdict
    assert "Counts are known for 2 of 4 postings." in verdict
    assert "herald reported nothing, so applications there are unknown, not zero." in verdict
    assert "1 to 31 March 2026" in text
    assert "No posting is behind" not in text  # it was not worked out


def test_zero_and_unknown_differ(site: Site, rows: World) -> None:
    _, text = site.get(MARCH)
    table = cells(text, "Results by board")
    by_name = {name.split()[0].lower(): figures for name, figures in table.items()}
    assert by_name["herald"][3] == "not reported"
    reed = next(figures for figures in table.values() if figures[3] == "58")
    assert reed[:2] == ["2", "1"]
    assert reed[4] == "44 to 75"
    zero = next(figures for figures in table.values() if figures[3] == "0")
    assert zero[4] == "0 to 4"
    assert zero[6] == "free"


def test_the_file(site: Site, rows: World) -> None:
    answer = site.app.test_client().get(MARCH + "&format=csv&by=vacancy")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="report-2026-03-01-to-2026-03-31-vacancy.csv"' in answer.headers["Content-Disposition"]
    read = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert read[0]["vacancy"] == "'=Carer, Torquay"
    assert read[0]["applications_reported"] == "58"


def test_who_may_see_it(site: Site, rows: World) -> None:
    site.user = None
    assert site.get(MARCH)[0] == 302
    site.user = User(2, "Tom", Role.REVIEWER, employer=rows.employer_id)
    assert "58 applications" in site.get(MARCH)[1]
    with site.app.extensions["callboard"].database.begin() as connection:
        other = world(connection, "rowan")
    site.user = User(3, "Ann", Role.REVIEWER, employer=other.employer_id)
    assert "Nothing was published" in site.get(MARCH)[1]
    site.employer = rows.employer_id
    assert site.get(MARCH)[0] == 404


@pytest.mark.parametrize("query", ["from=yesterday", "from=2026-03-31&to=2026-03-01", "format=csv&by=colour"])
def test_what_cannot_be_read_is_400(site: Site, rows: World, query: str) -> None:
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
