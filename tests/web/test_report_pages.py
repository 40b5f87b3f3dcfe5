"""The report pages on a real database: the sentence first, unknown is not zero, and every figure leads to readings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from orchestrator.callboard import Callboard
from orchestrator.domain.design import Design
from orchestrator.domain.permission import Role, User
from orchestrator.queries.month_data import month_data
from orchestrator.queries.report import By, report
from orchestrator.queries.report_sheet import plain
from orchestrator.reporting.edition import freeze, verify
from orchestrator.services.ask_question import ask_question
from orchestrator.storage import charges
from tests.counting.world import added_up
from tests.queries.arms import TODAY, Arms, ago, two_arms

from .reports_site import ReportsSite, reports_site, said

PAGES = (
    "/reports",
    "/reports/adverts",
    "/reports/compare",
    "/reports/figures",
    "/reports/figures?metric=click&by=us",
    "/reports/client",
    "/reports/costs",
    "/reports/saved",
    "/reports/questions",
    "/reports/questions/new?smallest_ratio=3",
    "/reports/rules",
)


@pytest.fixture
def site(callboard: Callboard) -> Iterator[ReportsSite]:
    with reports_site(callboard) as made:
        yield made


@pytest.fixture
def two(site: ReportsSite) -> Arms:
    """A has 13 and B 4 applications on Reed in twelve days; the herald says nothing; Reed has a history and a cost."""
    with site.callboard.database.begin() as connection:
        made = two_arms(connection)
        made.history("reed", [4, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1])
        made.posting(made.a, "reed", ago(12), [4, 3, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0], town="=Torquay")
        made.posting(made.b, "reed", ago(12), [1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0], town="Exeter")
        made.posting(made.b, "herald", ago(12), [])
        charges.add(connection, made.accounts["reed"], (ago(11), TODAY), Decimal(120), "GBP", "credits", "tom")
        added_up(connection)
        site.user = User(1, "priya", Role.RECRUITER, made.world.employer_id)
    return made


def test_every_page_is_whole_without_script_or_style(site: ReportsSite, two: Arms) -> None:
    with site.callboard.database.begin() as connection:
        empty = User(2, "ann", Role.ADMIN, two_arms(connection, "rowan").world.employer_id)
    for who in (site.user, empty):
        site.user = who
        for path in PAGES:
            status, page = site.get(path)
            assert status == 200, path
            assert len(page.xpath("//h1")) == 1, path
            assert page.xpath("//@style | //style | //script[not(@src)]") == [], path
            assert "Undefined" not in page.text_content(), path


def test_this_month_says_what_is_behind_and_what_it_costs(site: ReportsSite, two: Arms) -> None:
    _, page = site.get(f"/reports?from={ago(12)}&to={TODAY}")
    assert said(page, "//div[@class='verdict']/h2").startswith("17 applications that we know of")
    text = said(page, "//div[@class='verdict']/p")
    assert "Counts are known for 2 of 3 postings." in text
    assert "herald reported nothing, so applications there are unknown, not zero." in text
    assert "1 posting is behind what is usual for their age." in text
    behind = said(page, "//section[@aria-labelledby='behind-h']")
    assert "Care Assistant, Exeter" in behind
    assert "findings open" in behind
    assert "£4.41 to £12" in said(page, "//section[@aria-labelledby='table-h']//tr[th='Reed.co.uk']")
    assert len(page.xpath("//figure[@class='chart']/*[name()='svg']")) == 8  # four charts, twice each


def test_compare_speaks_of_postings_only(site: ReportsSite, two: Arms) -> None:
    _, page = site.get(f"/reports/compare?a={two.a}&b={two.b}")
    text = said(page, "//main")
    assert "A has 13 applications and B has 4." in text
    assert "better" not in text.replace("can say that a wording is better", "")
    before_method = text.partition("How do we know?")[0]
    assert "evidence" not in before_method
    assert "p-value" not in before_method
    assert "significant" not in text
    assert "herald is left out: A was never live there" in text
    assert "Usual by this age, of each:" in text


def test_three_clicks_from_the_question_to_the_readings(site: ReportsSite, two: Arms) -> None:
    _, page = site.get("/reports")
    (adverts,) = page.xpath("//nav[@aria-label='Reports']/a[text()='Adverts']/@href")
    _, page = site.get(adverts)
    (compare, *_) = page.xpath("//a[starts-with(., 'Compare ')]/@href")
    _, page = site.get(compare)
    (readings, *_) = page.xpath("//section[@aria-labelledby='counts-h']//td/a/@href")
    status, page = site.get(readings)
    assert status == 200
    assert said(page, "//h1") in ("Care Assistant, =Torquay", "Care Assistant, Exeter")
    assert "counted by the board" in said(page, "//div[@class='verdict']")


def test_figures_of_the_json_follow_from_its_rows_and_are_those_of_the_page(site: ReportsSite, two: Arms) -> None:
    client = site.app.test_client()
    for path in (
        f"/reports?from={ago(12)}&to={TODAY}&format=json&by=vacancy",
        f"/reports/compare?a={two.a}&b={two.b}&format=json",
        "/reports/client?format=json",
    ):
        content = json.loads(client.get(path).text)
        assert verify(content).holds
        changed = json.loads(json.dumps(content).replace('"Exeter"', '"Exmouth"').replace('"a": 4', '"a": 5'))
        assert not verify({**changed, "data": {**changed["data"], "more": 1}}).holds
    with site.callboard.database.read() as connection:
        for by in (By.BOARD, By.ADVERT, By.VACANCY):
            made = plain(report(connection, ago(30), TODAY, by))
            mine = freeze("month", month_data(connection, ago(30), TODAY, by, None))["figures"]
            for line, own in zip([*made["lines"], made["total"]], [*mine["lines"], mine["total"]], strict=True):
                for name, tally in line["counts"].items():
                    assert {**tally, **own["counts"][name]} == tally


def test_no_cell_of_a_workbook_is_a_formula(site: ReportsSite, two: Arms) -> None:
    answer = site.app.test_client().get(f"/reports?from={ago(12)}&to={TODAY}&format=xlsx&by=vacancy")
    book = load_workbook(io.BytesIO(answer.data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert any(cell.value == 13 for cell in cells)


def test_rules_and_questions_come_as_files(site: ReportsSite, two: Arms) -> None:
    id = ask_question(
        site.callboard, "priya", two.world.employer_id, asked="=Does pay help?", a_means="first", b_means="last",
        design=Design.TOWNS, smallest_ratio=1.5, window_days=14,
    )  # fmt: skip
    client = site.app.test_client()
    for path, name, kind in (("rules", f"rules-to-{TODAY}", "rules"), ("questions", "questions", "questions"),
                             (f"questions/{id}", f"question-{id}", "pairs")):  # fmt: skip
        answers = {form: client.get(f"/reports/{path}?format={form}") for form in ("csv", "xlsx", "json")}
        for form, answer in answers.items():
            assert f'filename="{name}.{form}"' in answer.headers["Content-Disposition"]
        values = json.loads(answers["json"].text)[kind]
        lines = list(csv.DictReader(io.StringIO(answers["csv"].text.removeprefix("\ufeff"))))
        assert [list(each) for each in values] == [list(each) for each in lines]
        assert client.get(f"/reports/{path}?format=pdf").status_code == 400
        if kind == "questions":
            assert (lines[0]["asked"], lines[0]["ratio"], values[0]["ratio"]) == ("'=Does pay help?", "unknown", None)
            assert values[0]["plan_holds"]


def test_who_may_see_what(site: ReportsSite, two: Arms) -> None:
    with site.callboard.database.begin() as connection:
        other = two_arms(connection, "rowan")
        two.world.connection = connection
        posting = two.posting(two.a, "reed", ago(3), [1])
    site.user = User(3, "ann", Role.REVIEWER, other.world.employer_id)
    assert site.get(f"/reports/compare?a={two.a}&b={two.b}")[0] == 404
    assert site.get(f"/reports/figures/{posting}")[0] == 404
    assert site.get(f"/reports/client?employer={two.world.employer_id}")[0] == 404
    assert site.get("/reports/questions/new")[0] == 403
    assert site.post("/reports/costs", amount="1") == 403
    assert site.get(f"/reports/compare?a={other.a}&b={two.b}")[0] == 404


def test_a_charge_is_entered_and_taken_out(site: ReportsSite, two: Arms) -> None:
    site.user = User(1, "ada", Role.ADMIN)
    fields = {
        "account": two.accounts["herald"],
        "first_day": f"{ago(12)}",
        "last_day": f"{TODAY}",
        "amount": "£1,300.00",
    }
    assert site.post("/reports/costs", **fields, currency="gbp") == 303
    _, page = site.get("/reports/costs")
    assert "£1,300" in said(page, "//table")
    assert site.post("/reports/costs", **{**fields, "last_day": f"{ago(20)}"}, currency="GBP") == 200
    (action,) = page.xpath("//tr[contains(., 'herald')]//form/@action")
    assert site.post(action) == 303
    _, page = site.get("/reports/costs")
    assert "taken out of the reports" in said(page, "//table")
    _, page = site.get(f"/reports?from={ago(12)}&to={TODAY + timedelta(0)}")
    assert "£1,300" not in page.text_content()
