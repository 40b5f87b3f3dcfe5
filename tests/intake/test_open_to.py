"""Where remote work is open to, however it comes in."""

from __future__ import annotations

import json

import pytest

from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.intake.advert_dump import dump
from orchestrator.intake.advert_file import load
from orchestrator.intake.draft import Item, Refusal
from orchestrator.intake.location import open_to
from orchestrator.intake.problem import AdvertFileError
from orchestrator.intake.read import read
from orchestrator.rendering.facts import facts, vacancy

FILE = "---\ntitle: Planner\nplace:\n  remote: true\n  remote_in: {}\n---\nYou plan.\n"


def place_of(source: bytes, name: str) -> Place:
    [item] = read(source, name)
    assert isinstance(item, Item), item
    return item.draft.vacancy.place


def test_codes_and_names_are_read() -> None:
    assert open_to("UK, us-co; Ireland\nCA-ON, GB") == ("GB", "US-CO", "IE", "CA-ON")
    assert open_to("") == ()
    with pytest.raises(ValueError, match="'Narnia' is no country"):
        open_to("GB, Narnia")


def test_an_advert_file_has_it_and_gets_it_back() -> None:
    file = load(FILE.format("[GB, US-CO]"))
    assert file.draft.vacancy.place.remote_in == ("GB", "US-CO")
    assert load(dump(file.draft)).draft == file.draft
    with pytest.raises(AdvertFileError, match="Narnia"):
        load(FILE.format("Narnia"))


def test_a_table_and_a_job_posting_have_it() -> None:
    rows = b"title,body,remote,open to\nPlanner,You plan.,yes,GB; US-CO\n"
    assert place_of(rows, "a.csv").remote_in == ("GB", "US-CO")
    [refusal] = read(rows.replace(b"US-CO", b"Narnia"), "a.csv")
    assert isinstance(refusal, Refusal)
    assert "remote_in: 'Narnia'" in refusal.reason
    posting = {
        "@type": "JobPosting", "title": "Planner", "description": "You plan.", "jobLocationType": "TELECOMMUTE",
        "applicantLocationRequirements": [{"@type": "Country", "name": "UK"}, {"@type": "Country", "name": "Narnia"}],
    }  # fmt: skip
    [item] = read(json.dumps(posting | {"jobLocation": {"address": {"addressCountry": "GB"}}}).encode(), "a.json")
    assert isinstance(item, Item)
    assert item.draft.vacancy.place.remote_in == ("GB",)
    assert any("Narnia" in note for note in item.draft.notes)


def test_it_is_stored_with_a_variant_and_read_back() -> None:
    of = Vacancy("Planner", Place("", remote=True, remote_in=("GB", "US-CO")))
    stored = json.loads(json.dumps(facts(of)))
    assert vacancy(stored) == of
    stored["place"].pop("remote_in")
    assert vacancy(stored).place.remote_in == ()
