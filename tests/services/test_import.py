"""Imports: each item whole or not at all, and none twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from orchestrator.callboard import Callboard
from orchestrator.domain.advert import Wording
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.intake.draft import Draft, Item, Refusal
from orchestrator.intake.read import read
from orchestrator.services.add_employer import add_employer
from orchestrator.services.import_adverts import import_adverts
from orchestrator.services.import_result import ImportResult
from orchestrator.services.refused import Refused
from orchestrator.services.rehearse_import import rehearse_import
from orchestrator.storage import adverts, vacancies
from orchestrator.storage import tables as t
from tests.intake.samples import sample

DRAFT = Draft(
    "Fairhaven Homecare",
    Vacancy("Care Coordinator", Place("Exeter"), requisition="R1"),
    Wording("Care Coordinator", "You will plan visits."),
)


def item(name: str = "a", **changes: object) -> Item:
    facts = {key: changes.pop(key) for key in ("requisition", "place", "openings") if key in changes}
    return Item(name, replace(DRAFT, vacancy=replace(DRAFT.vacancy, **facts), **changes))  # type: ignore[arg-type]


def run(callboard: Callboard, *items: Item | Refusal, employer: int | None = None, dry_run: bool = False,
        create: bool = True) -> ImportResult:  # fmt: skip
    return import_adverts(callboard, "test", items, employer=employer, dry_run=dry_run, create_employers=create)


def rows(callboard: Callboard) -> tuple[int, ...]:
    with callboard.database.read() as connection:
        tables = (t.employer, t.vacancy, t.advert, t.wording, t.advert_vacancy, t.event)
        return tuple(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def test_an_item_becomes_employer_vacancy_and_advert(callboard: Callboard) -> None:
    result = run(callboard, item(), Refusal("b", "broken"))
    assert (result.imported, result.refused) == (1, (Refusal("b", "broken"),))
    with callboard.database.read() as connection:
        vacancy = vacancies.find(connection, result.vacancies[0])
        advert = adverts.find(connection, result.adverts[0])
    assert vacancy is not None
    assert advert is not None
    assert (vacancy.reference, vacancy.vacancy) == ("FH-1001", DRAFT.vacancy)
    assert (advert.name, advert.vacancies) == ("Care Coordinator", (vacancy.id,))
    assert advert.wordings["A"].wording == DRAFT.wording


def test_nothing_is_doubled(callboard: Callboard) -> None:
    nameless = item("c", requisition="")
    run(callboard, item(), nameless)
    before = rows(callboard)
    result = run(callboard, item(), item("b", openings=3), nameless)
    assert result.imported == 0
    assert [refusal.reason for refusal in result.refused] == [
        "the same item is here already as FH-1001",
        "requisition: R1 in Exeter is FH-1001 already",
        "the same item is here already as FH-1002",
    ]
    assert rows(callboard) == before
    assert run(callboard, item("d", place=Place("Torquay"))).imported == 1


def test_two_imports_at_once_make_one(callboard: Callboard) -> None:
    add_employer(callboard, "test", DRAFT.employer)
    items = [item(str(number), requisition=str(number)) for number in range(20)]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda _: run(callboard, *items), range(2)))
    assert sum(result.imported for result in results) == 20
    assert rows(callboard)[1] == 20


def test_a_refused_item_leaves_nothing(callboard: Callboard) -> None:
    result = run(callboard, item("a", wording=None, advert="Unknown", employer="New Ltd"))
    assert "has no advert called 'Unknown'" in result.refused[0].reason
    assert rows(callboard) == (0, 0, 0, 0, 0, 0)


def test_what_the_database_does_not_take_is_refused(callboard: Callboard) -> None:
    result = run(callboard, item("a", requisition="\0"), item("b"))
    assert result.imported == 1
    assert result.refused[0].item == "a"


def test_rows_share_the_text_of_one_advert(callboard: Callboard) -> None:
    first = item("a", advert="Coordinators")
    second = item("b", advert="coordinators", wording=None, requisition="R2")
    result = run(callboard, first, second)
    assert (result.imported, len(result.adverts)) == (2, 1)
    again = run(callboard, item("c", advert="Coordinators", wording=None, requisition="R3"))
    assert (again.imported, again.adverts) == (1, ())
    run(callboard, item("d", advert="Coordinators", requisition="R4"))
    result = run(callboard, item("e", advert="Coordinators", wording=None, requisition="R5"))
    assert "2 adverts called 'Coordinators'" in result.refused[0].reason


def test_employers(callboard: Callboard) -> None:
    unknown = run(callboard, item(), create=False)
    assert "is not known here" in unknown.refused[0].reason
    assert "none is named" in run(callboard, item(employer="")).refused[0].reason
    one = add_employer(callboard, "test", "Fairhaven Homecare")
    assert run(callboard, item(employer="fairhaven homecare"), create=False).imported == 1
    other = run(callboard, item("x", employer="Somebody", requisition="R9"), employer=one.id)
    assert other.imported == 1
    assert "names the employer 'Somebody'" in other.notes[0].note
    assert rows(callboard)[0] == 1
    with pytest.raises(Refused, match="does not exist"):
        run(callboard, item(), employer=999)


def test_a_dry_run_says_the_same_and_stores_nothing(callboard: Callboard) -> None:
    items = [
        item("a"),
        item("b"),
        item("c", requisition="R2", advert="X"),
        item("d", requisition="R3", advert="X", wording=None),
        item("e", requisition="R4", employer=""),
        item("f", requisition="R5", advert="Y", wording=None),
    ]
    dry = run(callboard, *items, dry_run=True)
    assert rows(callboard) == (0, 0, 0, 0, 0, 0)
    assert dry.vacancies == dry.adverts == ()
    offline = rehearse_import(items)
    wet = run(callboard, *items)
    assert (dry.imported, dry.refused) == (wet.imported, wet.refused)
    assert wet.imported == 3
    assert offline.imported == 4
    assert "was not looked at" in offline.notes[-1].note


def test_all_of_the_nhs_sample_is_imported_once(callboard: Callboard) -> None:
    path = sample("nhs_jobs_sample/adverts.jsonl")
    first = import_adverts(callboard, "test", read(path), employer=None, create_employers=True)
    assert first.imported + len(first.refused) == 200
    assert all(refusal.reason for refusal in first.refused)
    assert (first.imported, len(first.vacancies), len(first.adverts)) == (200, 200, 200)
    second = import_adverts(callboard, "test", read(path), employer=None, create_employers=True)
    assert (second.imported, len(second.refused)) == (0, 200)


def test_the_linkedin_table_is_imported(callboard: Callboard) -> None:
    path = sample("linkedin_2024_sample500/postings_sample.csv")
    nameless = rehearse_import(read(path))
    assert (nameless.imported, len(nameless.refused)) == (441, 59)
    employer = add_employer(callboard, "test", "Import Ltd").id
    for_one = import_adverts(callboard, "test", read(path), employer=employer)
    assert (for_one.imported, for_one.refused) == (500, ())
