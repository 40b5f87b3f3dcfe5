"""What is stored of a vacancy comes back exactly."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Contract, Hours, Vacancy
from orchestrator.rendering.facts import facts, vacancy

texts = some.text(max_size=20)
lists = some.lists(texts, max_size=3).map(tuple)
amounts = some.none() | some.decimals(Decimal("0.01"), Decimal("9999999.99"), places=2)


@some.composite
def pays(draw: some.DrawFn) -> Pay:
    ends = draw(some.tuples(amounts, amounts))
    known = sorted(end for end in ends if end is not None)
    least, most = (known[0], known[-1]) if len(known) == 2 else ends
    return Pay(least, most, draw(some.sampled_from(["GBP", "EUR"])), draw(some.sampled_from(PayPeriod)), draw(texts))


vacancies = some.builds(
    Vacancy,
    title=some.text(min_size=1, max_size=20).filter(str.strip),
    place=some.builds(Place, texts, texts, texts, texts, some.just("GB"), some.booleans()),
    pay=some.none() | pays(),
    contract=some.sampled_from(Contract),
    hours=some.sampled_from(Hours),
    weekly_hours=some.none() | some.floats(1, 60),
    openings=some.integers(1, 50),
    must_haves=lists,
    desirables=lists,
    checks=lists,
    apply=some.builds(Apply, texts, texts),
    requisition=texts,
    category=texts,
    closes_on=some.none() | some.dates(),
)


@given(vacancies)
def test_a_vacancy_comes_back_as_it_was(original: Vacancy) -> None:
    assert vacancy(json.loads(json.dumps(facts(original)))) == original


def test_amounts_keep_their_digits() -> None:
    original = Vacancy("Carer", Place("Leeds"), Pay(Decimal("12.60"), None), closes_on=date(2031, 4, 1))
    stored = facts(original)
    assert stored["pay"]["minimum"] == "12.60"
    assert str(vacancy(stored).pay.minimum) == "12.60"  # type: ignore[union-attr]


def test_facts_from_an_older_version_have_defaults_for_what_is_new() -> None:
    assert vacancy({"title": "Carer", "place": {"town": "Leeds"}, "abolished": 1}) == Vacancy("Carer", Place("Leeds"))
