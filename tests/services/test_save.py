"""Employers, vacancies and adverts, and two people who save the same one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.domain.advert import Wording
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.services.add_employer import add_employer
from orchestrator.services.conflict import Conflict
from orchestrator.services.refused import Refused
from orchestrator.services.save_advert import save_advert
from orchestrator.services.save_vacancy import save_vacancy
from orchestrator.storage import tables as t
from orchestrator.storage import vacancies
from orchestrator.storage.employers import Employer

FACTS = Vacancy("Care Coordinator", Place("Exeter"), requisition="R1")
TEXT = Wording("Care Coordinator", "You will plan visits.")


@pytest.fixture
def employer(callboard: Callboard) -> Employer:
    return add_employer(callboard, "test", "Fairhaven Homecare")


@pytest.mark.parametrize(
    ("name", "slug", "prefix"),
    [
        ("Fairhaven Homecare", "fairhaven-homecare", "FH"),
        ("Acme", "acme", "AC"),
        ("Société Générale", "societe-generale", "SG"),
        ("株式会社", "employer", "EM"),
        ("3M", "3m", "MX"),
        ("42", "42", "XX"),
        ("x" * 150, "x" * 30, "XX"),
        ("The One And Only Care Company Ltd", "the-one-and-only-care-company", "TOAO"),
    ],
)
def test_slug_and_prefix_are_made_from_the_name(callboard: Callboard, name: str, slug: str, prefix: str) -> None:
    added = add_employer(callboard, "test", name)
    assert (added.slug, added.prefix) == (slug, prefix)


def test_every_employer_has_its_own_slug_prefix_and_name(callboard: Callboard) -> None:
    names = ("Fair Home", "Fair Home!", "Far Hills", "fair-home")
    added = [add_employer(callboard, "test", name) for name in names]
    assert [each.prefix for each in added] == ["FH", "FH2", "FH3", "FH4"]
    assert len({each.slug for each in added}) == 4
    with pytest.raises(Refused, match="already"):
        add_employer(callboard, "test", " fair   home ")
    with pytest.raises(Refused, match="time zone"):
        add_employer(callboard, "test", "Elsewhere", zone="Europe/Nowhere")


def test_vacancies_count_up_for_each_employer(callboard: Callboard, employer: Employer) -> None:
    other = add_employer(callboard, "test", "Acme")
    made = [
        save_vacancy(callboard, "ann", owner, replace(FACTS, requisition="")).reference
        for owner in (employer.id, employer.id, other.id)
    ]
    assert made == ["FH-1001", "FH-1002", "AC-1001"]


def test_facts_that_are_kept_are_read_anew_once_they_change(callboard: Callboard, employer: Employer) -> None:
    def facts() -> list[Vacancy]:
        with callboard.database.read() as connection:
            return list(vacancies.facts_of_all(connection, [first.id]).values())

    first = save_vacancy(callboard, "ann", employer.id, FACTS)
    assert facts() == facts() == [FACTS]
    changed = replace(FACTS, place=Place("Torquay"))
    save_vacancy(callboard, "ann", employer.id, changed, vacancy=first.id, version=first.version)
    assert facts() == [changed]


def test_a_vacancy_is_changed_and_a_stale_change_names_who_was_faster(callboard: Callboard, employer: Employer) -> None:
    first = save_vacancy(callboard, "ann", employer.id, FACTS)
    second = save_vacancy(
        callboard, "ben", employer.id, replace(FACTS, openings=2), vacancy=first.id, version=first.version
    )
    assert (second.reference, second.version, second.vacancy.openings) == (first.reference, 2, 2)
    with pytest.raises(Conflict, match="vacancy FH-1001 was changed by ben") as caught:
        save_vacancy(callboard, "ann", employer.id, FACTS, vacancy=first.id, version=first.version)
    assert caught.value.version == 2


def test_what_is_another_employers_is_not_there(callboard: Callboard, employer: Employer) -> None:
    other = add_employer(callboard, "test", "Acme")
    vacancy = save_vacancy(callboard, "ann", employer.id, FACTS)
    with pytest.raises(Refused, match="does not exist"):
        save_vacancy(callboard, "ann", other.id, FACTS, vacancy=vacancy.id, version=1)
    with pytest.raises(Refused, match="another employer"):
        save_advert(callboard, "ann", other.id, "A", {"A": TEXT}, [vacancy.id])
    advert = save_advert(callboard, "ann", employer.id, "A", {"A": TEXT}, [vacancy.id])
    with pytest.raises(Refused, match="does not exist"):
        save_advert(callboard, "ann", other.id, "A", {"A": TEXT}, [], advert=advert.id, version=1)


def test_a_requisition_is_taken_once_a_place(callboard: Callboard, employer: Employer) -> None:
    first = save_vacancy(callboard, "ann", employer.id, FACTS)
    with pytest.raises(Refused, match="R1 in Exeter is FH-1001 already"):
        save_vacancy(callboard, "ann", employer.id, FACTS)
    save_vacancy(callboard, "ann", employer.id, replace(FACTS, place=Place("Torquay")))
    with pytest.raises(Refused, match="FH-1002 already"):
        save_vacancy(callboard, "ann", employer.id, replace(FACTS, place=Place("Torquay")), vacancy=first.id, version=1)


def test_an_advert_is_saved_whole(callboard: Callboard, employer: Employer) -> None:
    one, two = (save_vacancy(callboard, "ann", employer.id, replace(FACTS, requisition=number)).id for number in "12")
    first = save_advert(callboard, "ann", employer.id, "Coordinator", {"A": TEXT, "B": TEXT}, [one])
    changed = replace(TEXT, body="Another text.")
    second = save_advert(
        callboard, "ben", employer.id, "Coordinator", {"A": TEXT, "C": changed}, [two],
        advert=first.id, version=first.version,
    )  # fmt: skip
    assert second.vacancies == (two,)
    assert {label: (kept.version, kept.wording.body) for label, kept in second.wordings.items()} == {
        "A": (1, TEXT.body), "C": (1, "Another text."),
    }  # fmt: skip
    third = save_advert(callboard, "ben", employer.id, "Coordinator", {"A": changed}, [], advert=first.id, version=2)
    assert third.wordings["A"].version == 2
    assert third.wordings["A"].id == first.wordings["A"].id
    with pytest.raises(Conflict, match="changed by ben"):
        save_advert(callboard, "ann", employer.id, "Coordinator", {"A": TEXT}, [one], advert=first.id, version=1)
    with callboard.database.read() as connection:
        rows = select(t.event.c.kind).where(t.event.c.advert_id == first.id).order_by(t.event.c.at)
        kinds = connection.scalars(rows).all()
    assert kinds == ["advert_added", "advert_edited", "advert_edited"]


def test_everything_that_is_wrong_with_an_advert_is_named(callboard: Callboard, employer: Employer) -> None:
    with pytest.raises(Refused) as caught:
        save_advert(callboard, "ann", employer.id, " ", {"a": Wording(" ", "")}, [])
    assert [reason.field for reason in caught.value.reasons] == ["name", "label", "a.title", "a.body"]
