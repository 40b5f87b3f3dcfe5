"""Counts that people type or bring along: the weekly sheet, and a file whose columns somebody names."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from orchestrator.domain.permission import Role
from orchestrator.domain.reading import Metric, Origin, Reading
from orchestrator.storage import readings
from orchestrator.storage import tables as t
from orchestrator.storage.readings import Entry
from tests.intake.samples import sample

from .conftest import Desk
from .visitor import Visitor

BEGAN = datetime.now(UTC) - timedelta(days=6)
DAY = timedelta(days=1)


def live(desk: Desk, board: str, external_id: str | None = None, **values: Any) -> int:
    """A posting of Fairhaven that has been on a board for six days."""
    (placed,) = desk.fairhaven.publish(board, vacancy=desk.fairhaven.vacancy(**values))
    with desk.callboard.database.begin() as connection:
        given = {"published_at": BEGAN, "presence": "live", "external_id": external_id}
        connection.execute(update(t.posting).where(t.posting.c.id == placed.id).values(**given))
    return placed.id


def kept(desk: Desk) -> list[tuple[int, str, int, str, str | None]]:
    with desk.callboard.database.read() as connection:
        r = t.reading.c
        rows = connection.execute(
            select(r.posting_id, r.metric, r.value, r.origin, r.mark).order_by(r.taken_at, r.posting_id, r.metric)
        )
        return [tuple(row) for row in rows]


def test_a_blank_is_unknown_and_a_number_is_kept(desk: Desk) -> None:
    herald, other, reports_itself = live(desk, "by_hand"), live(desk, "by_hand"), live(desk, "keyed")
    priya = desk.signed_in()
    page = priya.open("/reports").follow("Weekly counts")
    assert "never" in page.text
    assert f"n{reports_itself}" not in page.fields("Keep the counts")
    page.press("Keep the counts", **{f"n{herald}": "7"})
    assert "Kept: 1 count." in page.text or "Kept: 1 count." in page.page.text_content()
    assert kept(desk) == [(herald, "application", 7, "by_hand", None)]
    assert page.fields("Keep the counts")[f"n{other}"] == ""


def test_what_is_no_count_is_refused_at_its_field_and_nothing_is_lost(desk: Desk) -> None:
    herald, other = live(desk, "by_hand"), live(desk, "by_hand")
    page = desk.signed_in().open("/reports/counts")
    page.press("Keep the counts", **{f"n{herald}": "7", f"n{other}": "about ten"})
    assert page.status == 422
    assert "about ten is no count; write 12" in page.text
    assert page.fields("Keep the counts")[f"n{herald}"] == "7"
    ahead = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%dT%H:%M}"
    page.press("Keep the counts", as_of=ahead, **{f"n{other}": "3"})
    assert "is yet to come" in page.text
    assert kept(desk) == []


def test_a_fall_and_a_jump_are_kept_and_said(desk: Desk) -> None:
    herald = live(desk, "by_hand")
    page = desk.signed_in().open("/reports/counts")
    with desk.callboard.database.begin() as connection:
        connection.execute(
            t.reading.insert().values(
                employer_id=desk.fairhaven.employer, posting_id=herald, metric="application", value=9,
                origin="by_hand", taken_at=func.now() - timedelta(hours=30),
            )
        )  # fmt: skip
    page.press("Keep the counts", **{f"n{herald}": "4"})
    assert "it counts as a correction" in page.page.text_content()
    page.press("Keep the counts", as_of=f"{datetime.now(UTC):%Y-%m-%dT%H:%M}", **{f"n{herald}": "40000"})
    assert [each[4] for each in kept(desk)] == [None, "fell", "jumped"]


def test_the_sheet_shows_one_employers_postings_only_to_its_people(desk: Desk) -> None:
    live(desk, "by_hand")
    assert "Nothing to count by hand" in desk.signed_in("olu", Role.RECRUITER, desk.other).open("/reports/counts").text
    assert desk.signed_in("rhys", Role.REVIEWER).open("/reports/counts").status == 403


def send(visitor: Visitor, source: bytes, name: str = "counts.csv") -> Visitor:
    page = visitor.open("/reports/counts/import")
    sent = page.fields("Go on to the columns")
    data = {**sent.to_dict(), "file": (io.BytesIO(source), name)}
    answer = page.client.post("/reports/counts/import", data=data, follow_redirects=True)
    return page._arrive(answer)


FILE = """Job ID;Title;Views;Applies;Date
{a};"Carer, caf\N{LATIN SMALL LETTER E WITH ACUTE}";1200.0;;{day}
{b};Night Carer;80;3;{day}
7,00E+09;Rounded;1;1;{day}
=1+1;Formula;5;5;{day}
{a};Text;many;2;{day}
{b};Ahead;1;1;31/12/2099
nobody;Unknown;1;1;{day}
"""


def test_a_file_of_another_system_is_mapped_and_imported(desk: Desk) -> None:
    a, b = live(desk, "keyed", "3901"), live(desk, "keyed", "3902")
    day = f"{BEGAN + timedelta(days=3):%d/%m/%Y}"
    source = b"\xef\xbb\xbf" + FILE.format(a="3901", b="3902.0", day=day).encode()
    page = send(desk.signed_in(), source)
    assert page.fields("Import 7 lines")["posting"] == "0"
    assert page.fields("Import 7 lines")["application"] == "3"
    page.press("Import 7 lines")
    assert page.title.startswith("Counts of counts.csv")
    assert [each[:4] for each in kept(desk)] == [
        (a, "impression", 1200, "import"), (b, "application", 3, "import"), (b, "impression", 80, "import"),
    ]  # fmt: skip
    for words in ("shortened", "no posting is called =1+1", "'many' is no count", "yet to come", "nobody"):
        assert words in page.text, words
    again = send(page, source.replace(b"\xc3\xa9", b"\xe9").removeprefix(b"\xef\xbb\xbf"))  # cp1252 this time
    assert "3 counts were there already" in again.press("Import 7 lines").text
    assert len(kept(desk)) == 3


def test_doubtful_lines_of_a_file_are_kept_with_a_mark_and_its_line(desk: Desk) -> None:
    a = live(desk, "keyed", "3901")
    day = BEGAN + timedelta(days=2)
    lines = [
        ("3901", 40, 9, f"{day:%Y-%m-%dT%H:%M}+00:00"),
        ("3901", 40, 9, f"{day + timedelta(hours=5, minutes=30):%Y-%m-%dT%H:%M}+05:30"),  # that moment in another zone
        ("3901", "", 7, f"{day + timedelta(hours=1):%Y-%m-%dT%H:%M}+00:00"),
        ("3901", 90_000, "", f"{day + timedelta(hours=2):%Y-%m-%dT%H:%M}+00:00"),
        ("3901", "", 90_001, f"{day + timedelta(hours=3):%Y-%m-%dT%H:%M}+00:00"),
    ]
    source = "job id,clicks,applies,date\n" + "".join(",".join(map(str, line)) + "\n" for line in lines)
    page = send(desk.signed_in(), source.encode("utf-16"))
    page.press("Import 5 lines")
    assert "2 counts were there already" in page.text
    marks = [(metric, value, mark) for posting, metric, value, _, mark in kept(desk) if posting == a]
    assert marks == [
        ("application", 9, None), ("click", 40, None), ("application", 7, "fell"), ("click", 90_000, "jumped"),
        ("application", 90_001, "jumped"),
    ]  # fmt: skip
    for line in ("line 4", "line 5", "line 6"):
        assert line in page.text


def test_more_applications_than_clicks_are_marked(desk: Desk) -> None:
    live(desk, "keyed", "3901")
    send(desk.signed_in(), b"job id,clicks,applies\n3901,4,5\n").press("Import 1 line")
    assert [each[1:] for each in kept(desk)] == [
        ("application", 5, "import", "more_than_clicks"), ("click", 4, "import", None)
    ]  # fmt: skip


def test_a_time_to_come_of_today_is_refused_and_today_itself_is_now(desk: Desk) -> None:
    live(desk, "keyed", "3901")
    now = datetime.now(UTC)
    source = f"job id,applies,date\n3901,5,{now:%Y-%m-%d}\n3901,6,{now + timedelta(minutes=20):%Y-%m-%dT%H:%MZ}\n"
    page = send(desk.signed_in(), source.encode()).press("Import 2 lines")
    assert [each[2] for each in kept(desk)] == [5]
    assert "yet to come" in page.text


def test_a_busy_posting_does_not_hide_that_a_file_comes_twice(desk: Desk) -> None:
    a = live(desk, "keyed", "3901")
    source = f"job id,applies,date\n3901,5,{BEGAN + DAY:%Y-%m-%d}\n".encode()
    page = send(desk.signed_in(), source).press("Import 1 line")
    with desk.callboard.database.begin() as connection:
        readings.append(connection, [
            Entry(Reading(a, Metric.APPLICATION, 5, Origin.BOARD, BEGAN + timedelta(minutes=each)),
                  desk.fairhaven.employer)
            for each in range(300)
        ])  # fmt: skip
    assert "1 count was there already" in send(page, source).press("Import 1 line").text


def test_the_linkedin_table_is_imported_and_blank_stays_unknown(desk: Desk) -> None:
    path = sample("linkedin_2024_sample500/postings_sample.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    told = next(row for row in rows if row["applies"] and row["views"])
    silent = next(row for row in rows if row["views"] and not row["applies"])
    ids = {name: live(desk, "keyed", row["job_id"]) for name, row in (("told", told), ("silent", silent))}
    page = send(desk.signed_in(), path.read_bytes(), path.name)
    page.press("Import 500 lines", taken_at="")
    assert {(posting, metric): value for posting, metric, value, *_ in kept(desk)} == {
        (ids["told"], "impression"): int(float(told["views"])),
        (ids["told"], "application"): int(float(told["applies"])),
        (ids["silent"], "impression"): int(float(silent["views"])),
    }
    assert "no posting is called" in page.text


def test_outcomes_of_an_applicant_system_keep_their_reason(desk: Desk) -> None:
    a = live(desk, "keyed")
    reference = desk.fairhaven.line(a).reference
    rows = f"reference,qualified,interviews,hired,rejected,withdrawn,reason\n{reference},5,3,1,2,1,took another post\n"
    send(desk.signed_in(), rows.encode()).press("Import 1 line")
    assert {(metric, value) for _, metric, value, *_ in kept(desk)} == {
        ("qualified_application", 5), ("interview", 3), ("hire", 1), ("rejected", 2), ("withdrawn", 1),
    }  # fmt: skip
    with desk.callboard.database.read() as connection:
        assert set(connection.execute(select(t.reading.c.note)).scalars()) == {"took another post"}


@pytest.mark.parametrize("source", [b"", b"only,names\n", b"PK\x03\x04broken"])
def test_a_file_that_is_no_table_is_refused(desk: Desk, source: bytes) -> None:
    page = send(desk.signed_in(), source)
    assert (page.status, "There is a problem" in page.text) == (422, True)


def test_without_a_column_for_the_posting_nothing_is_imported(desk: Desk) -> None:
    page = send(desk.signed_in(), b"reference,applications\nX,1\n").press("Import 1 line", posting="")
    assert page.status == 422
    assert "choose the column that says which posting" in page.text
