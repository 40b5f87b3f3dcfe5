"""JobPosting markup as it is really written."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Contract, Hours
from orchestrator.intake.draft import Draft, Item, Refusal, Unreadable
from orchestrator.intake.job_posting import read_posting
from orchestrator.intake.json_ld import from_json, from_lines, from_page

POSTING: dict[str, Any] = {
    "@type": "JobPosting",
    "title": "Care Co&amp;ordinator",
    "description": "&lt;p&gt;Plan &lt;b&gt;visits&lt;/b&gt;.&lt;/p&gt;",
    "validThrough": "2020-11-11T23:59:59+0100",
    "employmentType": "FULL_TIME",
    "hiringOrganization": {"@type": "Organization", "name": "Fairhaven"},
    "jobLocation": {"address": {"addressLocality": "Exeter", "postalCode": "EX1 1AA", "addressCountry": "GB"}},
    "baseSalary": {"currency": "GBP", "value": {"minValue": "26500", "maxValue": 29000.0, "unitText": "YEAR"}},
}


def read(**changes: Any) -> Draft:
    return read_posting({**POSTING, **changes})


def pay(salary: Any, **changes: Any) -> Pay | None:
    return read(baseSalary=salary, **changes).vacancy.pay


def test_a_posting_is_read() -> None:
    draft = read()
    assert draft.employer == "Fairhaven"
    assert draft.vacancy.title == "Care Co&ordinator"
    assert draft.vacancy.closes_on == date(2020, 11, 11)
    assert draft.vacancy.pay == Pay(Decimal(26500), Decimal(29000))
    assert draft.wording is not None
    assert draft.wording.body == "Plan **visits**."


@pytest.mark.parametrize(
    ("salary", "expected"),
    [
        (None, None),
        ({"currency": "GBP", "value": {"maxValue": "12.71", "unitText": "hour"}},
         Pay(None, Decimal("12.71"), "GBP", PayPeriod.HOUR)),
        ({"currency": "EUR", "value": {"value": 40000, "unitText": "YEARLY"}},
         Pay(Decimal(40000), Decimal(40000), "EUR")),
        ({"currency": "GBP", "value": "26500", "unitText": "YEAR"}, Pay(Decimal(26500), Decimal(26500))),
        ([{"currency": "GBP", "value": [{"minValue": 1000, "unitText": "MONTH"}]}],
         Pay(Decimal(1000), None, "GBP", PayPeriod.MONTH)),
        ({"currency": "GBP", "value": {"value": "Band 2", "unitText": "YEAR"}}, Pay(None, None, note="Band 2")),
        ({"currency": "GBP", "value": {"minValue": 0, "maxValue": "0", "unitText": "YEAR"}}, None),
        ({"currency": "GBP", "value": {"minValue": 26500}}, Pay(None, None, note="26500")),
        ({"currency": "GBP", "value": {"minValue": 3, "maxValue": 2, "unitText": "YEAR"}},
         Pay(None, None, note="3 to 2")),
        ({"value": {"minValue": 9, "unitText": "HOUR", "value": "$9"}}, Pay(Decimal(9), None, "USD", PayPeriod.HOUR)),
        ("Competitive", Pay(None, None, note="Competitive")),
        ({"value": {"minValue": True, "maxValue": {}, "unitText": [[]]}}, None),
        ({"currency": "GBP", "value": {"minValue": 1e300, "maxValue": float("inf"), "unitText": "YEAR"}}, None),
    ],
)  # fmt: skip
def test_pay(salary: Any, expected: Pay | None) -> None:
    assert pay(salary) == expected


@pytest.mark.parametrize(
    ("terms", "contract", "hours"),
    [
        (["FULL_TIME", "PART_TIME"], Contract.PERMANENT, Hours.EITHER),
        ("Part-time", Contract.PERMANENT, Hours.PART_TIME),
        ("TEMPORARY, part_time", Contract.TEMPORARY, Hours.PART_TIME),
        ("PER_DIEM", Contract.BANK, Hours.FULL_TIME),
        (None, Contract.PERMANENT, Hours.FULL_TIME),
        ({"x": 1}, Contract.PERMANENT, Hours.FULL_TIME),
    ],
)
def test_employment_type(terms: Any, contract: Contract, hours: Hours) -> None:
    vacancy = read(employmentType=terms).vacancy
    assert (vacancy.contract, vacancy.hours) == (contract, hours)


def test_places() -> None:
    assert read(jobLocation="Princeton, NJ").vacancy.place.country == "US"
    several = read(jobLocation=[POSTING["jobLocation"], {"address": "Leeds"}])
    assert several.vacancy.place.town == "Exeter"
    assert "2 places given; the first is used" in several.notes
    remote = read(
        jobLocation=None, jobLocationType="TELECOMMUTE", applicantLocationRequirements={"name": "United Kingdom"}
    )
    assert remote.vacancy.place.remote
    assert "country not stated; GB assumed" not in remote.notes
    with pytest.raises(Unreadable, match="Freedonia"):
        read(jobLocation={"address": {"addressCountry": {"name": "Freedonia"}}})


@pytest.mark.parametrize(
    "changes", [{"title": ""}, {"title": None}, {"description": None}, {"description": "<p></p>"}, {"title": "x" * 301}]
)
def test_without_title_or_description_it_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        read(**changes)


def test_markup_is_found_in_pages_lists_and_graphs() -> None:
    graph = json.dumps({"@graph": [{"@type": "WebSite"}, {**POSTING, "@type": ["http://schema.org/JobPosting"]}]})
    page = f"<html><script type='application/ld+json'>{graph}</script><script>x</script>"
    page += f'<SCRIPT type="application/ld+json">//<![CDATA[\n{json.dumps([POSTING, POSTING])}\n//]]></SCRIPT>'
    assert [type(item) for item in from_page(page, "p")] == [Item, Item, Item]
    assert [type(item) for item in from_page("<html><script type=application/ld+json>{", "p")] == [Refusal]
    lines = list(from_lines(f"{json.dumps(POSTING)}\n\nnot json\n{json.dumps(POSTING)}\n", "l"))
    assert [(type(item), getattr(item, "name", getattr(item, "item", ""))) for item in lines] == [
        (Item, "l line 1"), (Refusal, "l line 3"), (Item, "l line 4"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "NaN", "1" * 100_000, "", '"x"', "{}"])
def test_hostile_json_is_refused(text: str) -> None:
    assert all(isinstance(item, Refusal) for item in from_json(text, "j"))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "name", "value", "address", "addressCountry", "minValue", "maxValue", "unitText", "email"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
_KEYS = ("title", "description", "baseSalary", "employmentType", "hiringOrganization", "jobLocation", "jobLocationType",
         "applicantLocationRequirements", "validThrough", "identifier", "industry", "jobBenefits", "qualifications",
         "workHours", "totalJobOpenings", "url", "applicationContact", "salaryCurrency")  # fmt: skip


@given(st.dictionaries(st.sampled_from(_KEYS), _JSON))
def test_no_posting_is_a_traceback(changes: dict[str, Any]) -> None:
    for posting in (changes, {**POSTING, **changes}):
        with suppress(Unreadable):
            read_posting(posting)
