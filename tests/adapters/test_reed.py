"""Reed keeps the contract, and speaks its wire format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qs

import pytest

from adapters.reed import Reed
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Blocked, Rejected, Unauthorized, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Live, Submitted
from orchestrator.domain.vacancy import Contract, Vacancy
from orchestrator.rendering.renderer import Renderer
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same

ACCOUNT = Account(
    "practice",
    settings={"client_id": str(practice.REED_CLIENT_ID), "username": practice.REED_USERNAME},
    secrets={
        "api_key": practice.REED_API_KEY,
        "posting_key": practice.REED_POSTING_KEY,
        "jobseeker_key": practice.REED_JOBSEEKER_KEY,
    },
)
Change = Callable[[Vacancy], Vacancy]


def form(vacancy: Vacancy = sample.VACANCY, ends_after: timedelta | None = None, **fields: str) -> dict[str, str]:
    posting = sample.posting()
    if ends_after is not None:
        posting = replace(posting, ends_at=posting.starts_at + ends_after)
    variant = Renderer().render(Reed(), sample.WORDING, vacancy, sample.EMPLOYER, fields)
    payload = Reed().payload(posting, variant, ACCOUNT)
    return {name: values[0] for name, values in parse_qs(payload.decode()).items()}


def with_pay(minimum: str, maximum: str, period: PayPeriod, currency: str = "GBP") -> Vacancy:
    return replace(sample.VACANCY, pay=Pay(Decimal(minimum), Decimal(maximum), currency, period))


class TestReed(BoardContract):
    adapter = Reed()
    account = ACCOUNT

    def test_golden(self, bench: Bench) -> None:
        same("reed.txt", bench.prepared(sample.posting()).payload.replace(b"&", b"\n&"))

    def test_an_update_does_not_renew_the_run(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        [before] = simulator.live("reed")
        simulator.advance(86_400)
        # The signature's time stands still meanwhile.
        simulator.options("reed", skew_seconds=1e9)
        bench.change(Operation.UPDATE, posting)
        [after] = simulator.live("reed")
        assert after["expires_at"] == before["expires_at"]
        bench.change(Operation.REFRESH, posting)
        [renewed] = simulator.live("reed")
        assert float(str(renewed["expires_at"])) > float(str(before["expires_at"]))

    def test_a_duplicate_is_unconfirmed(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("reed", refuse_duplicates=True)
        bench.published(sample.posting())
        with pytest.raises(Unconfirmed, match="409"):
            bench.published(sample.posting())
        assert simulator.creates("reed") == {sample.posting().reference: 1}

    def test_json_in_a_json_string_is_read(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("reed", double_encoded=True)
        assert isinstance(bench.change(Operation.PUBLISH, sample.posting()), Live)

    def test_without_a_credit_the_account_waits(self, bench: Bench, simulator: Operator) -> None:
        simulator.account(
            "reed",
            username="poor@elmfield.example",
            posting_key=practice.REED_POSTING_KEY,
            employer_id=7,
            employer_name="Poor",
            credits=0,
        )
        poor = replace(ACCOUNT, settings={**ACCOUNT.settings, "username": "poor@elmfield.example"})
        with pytest.raises(Blocked, match="credits"):
            bench.change(Operation.PUBLISH, sample.posting(), account=poor)

    def test_an_unknown_customer_is_unauthorized(self, bench: Bench) -> None:
        stranger = replace(ACCOUNT, settings={**ACCOUNT.settings, "username": "nobody@elmfield.example"})
        with pytest.raises(Unauthorized, match="username"):
            bench.change(Operation.PUBLISH, sample.posting(), account=stranger)

    def test_drafts_are_not_called_live(self, bench: Bench, simulator: Operator) -> None:
        bench.account = replace(ACCOUNT, settings={**ACCOUNT.settings, "drafts": "yes"})
        assert isinstance(bench.change(Operation.PUBLISH, sample.posting()), Submitted)
        assert simulator.live("reed") == []
        assert isinstance(bench.check(replace(sample.posting(), external_id="50000001")), Submitted)

    def test_both_names_of_the_count_are_read(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        [count] = bench.counts(posting)
        assert (count.metric, count.value) == ("application", 0)
        bench.change(Operation.WITHDRAW, posting)
        assert bench.counts(posting) == [], "of an advert that is not shown nothing is known"


def test_contact_details_are_taken_out() -> None:
    body = (
        sample.WORDING.body
        + "\nCall Jane on 0113 496 0000 or write to jane@elmfield.example, see www.elmfield.co.uk.\n"
    )
    wording = replace(sample.WORDING, title="Care Coordinator 0113 496 0000", body=body)
    slots = Renderer().render(Reed(), wording, sample.VACANCY, sample.EMPLOYER, {}).slots
    assert slots["title"] == "Care Coordinator"
    for detail in ("0113", "@", "www."):
        assert detail not in slots["body.html"]
    assert "£26,064 to £30,000 a year" in slots["body.html"]


@pytest.mark.parametrize(
    ("run", "days"),
    [(timedelta(days=28), "28"), (timedelta(hours=30), "2"), (timedelta(0), "1"), (timedelta(days=90), "42")],
)
def test_the_run_is_given_in_days_within_what_reed_takes(run: timedelta, days: str) -> None:
    assert form(ends_after=run)["expiryInDays"] == days


@pytest.mark.parametrize(
    ("vacancy", "expected"),
    [
        (with_pay("12.60", "13", PayPeriod.HOUR), ("12.60", "13", "1")),
        (with_pay("120", "120", PayPeriod.DAY), ("120", "120", "2")),
        (with_pay("500", "550.50", PayPeriod.WEEK), ("26000", "28626.00", "5")),
        (with_pay("2000", "2500", PayPeriod.MONTH), ("24000", "30000", "5")),
    ],
)
def test_pay_is_given_by_hour_day_or_year(vacancy: Vacancy, expected: tuple[str, str, str]) -> None:
    given = form(vacancy)
    assert (given["minSalary"], given["maxSalary"], given["salaryType"]) == expected


def test_unknown_pay_is_hidden_and_never_zero() -> None:
    given = form(replace(sample.VACANCY, pay=None), hidden_pay="2")
    assert (given["showSalary"], given["hiddenSalaryDescription"]) == ("false", "2")
    assert "minSalary" not in given


def test_pay_an_account_does_not_show_is_sent_and_hidden() -> None:
    account = replace(ACCOUNT, settings={**ACCOUNT.settings, "show_pay": "no"})
    variant = Renderer().render(Reed(), sample.WORDING, sample.VACANCY, sample.EMPLOYER, {"hidden_pay": "2"})
    given = {
        name: values[0]
        for name, values in parse_qs(Reed().payload(sample.posting(), variant, account).decode()).items()
    }
    assert (given["showSalary"], given["hiddenSalaryDescription"]) == ("false", "2")
    assert given["minSalary"]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda vacancy: replace(vacancy, place=Place("Dublin", country="IE")), "place"),
        (lambda vacancy: replace(vacancy, place=Place("", remote=True)), "place"),
        (lambda vacancy: replace(vacancy, contract=Contract.VOLUNTEER), "contract"),
        (lambda vacancy: replace(vacancy, pay=Pay(Decimal(1), Decimal(2), "CHF")), "pay"),
    ],
)
def test_what_reed_does_not_take_is_refused_before_sending(change: Change, name: str) -> None:
    with pytest.raises(Rejected) as refused:
        form(change(sample.VACANCY))
    assert [reason.field for reason in refused.value.reasons] == [name]
