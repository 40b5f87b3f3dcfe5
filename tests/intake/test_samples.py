"""Real adverts: each becomes a draft or is refused with a reason, and what became a draft survives being written."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

from orchestrator.checks import Advert, check
from orchestrator.intake.advert_dump import dump
from orchestrator.intake.advert_file import load
from orchestrator.intake.draft import Item, Refusal
from orchestrator.intake.read import read

from .samples import sample


def test_every_nhs_advert_is_read() -> None:
    items = list(read(sample("nhs_jobs_sample/adverts.jsonl")))
    assert len(items) == 200
    assert not [item for item in items if isinstance(item, Refusal)]
    drafts = [item.draft for item in items if isinstance(item, Item)]
    assert all(draft.employer and draft.wording and draft.vacancy.closes_on for draft in drafts)
    assert sum(bool(draft.vacancy.pay and draft.vacancy.pay.known) for draft in drafts) == 181
    assert not any("<" in draft.wording.body or "&amp;" in draft.wording.body for draft in drafts if draft.wording)


def test_what_is_read_can_be_written_and_read_again() -> None:
    for item in read(sample("nhs_jobs_sample/adverts.jsonl")):
        assert isinstance(item, Item)
        assert load(dump(item.draft)).draft == replace(item.draft, notes=())


def test_every_row_of_the_linkedin_table_is_read_and_blank_stays_unknown() -> None:
    items = list(read(sample("linkedin_2024_sample500/postings_sample.csv")))
    assert Counter(type(item) for item in items) == {Item: 500}
    drafts = [item.draft for item in items if isinstance(item, Item)]
    assert sum(draft.vacancy.pay is None for draft in drafts) == 288
    assert sum(not draft.employer for draft in drafts) == 59
    assert sum(draft.vacancy.place.remote for draft in drafts) == 105
    first = drafts[0].vacancy
    assert (first.place.town, first.place.region, first.place.postcode) == ("Princeton", "NJ", "08540")
    assert first.pay is not None
    assert (first.pay.minimum, first.pay.maximum, first.pay.currency) == (Decimal(17), Decimal(20), "USD")


def test_rules_find_few_errors_in_real_care_adverts() -> None:
    errors = Counter(
        finding.rule
        for item in read(sample("nhs_jobs_sample/adverts.jsonl"))
        if isinstance(item, Item) and item.draft.wording
        for finding in check(Advert(item.draft.wording, item.draft.vacancy), date(2020, 11, 1))
        if finding.severity == "error" or finding.rule.startswith("EQA-AGE-02")
    )
    assert not errors
