"""Find a Job keeps the contract on a real SFTP connection; its reports are read with care."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import lxml.etree
import pytest

from adapters.dwp_find_a_job import DwpFindAJob
from adapters.dwp_find_a_job.report import said_of
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected, Unauthorized, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Gone, Live, Pending, Submitted
from orchestrator.domain.vacancy import Contract
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused, vacancy

LOGIN = practice.LOGINS["dwp_find_a_job"]
ACCOUNT = Account(
    "practice",
    {
        "base_url": "sftp://findajob.example",
        "host_key": "SHA256:practice",
        "user": LOGIN.id,
        "organisation": "Elmfield",
    },
    {"password": LOGIN.secret},
)


class TestDwpFindAJob(BoardContract):
    adapter = DwpFindAJob()
    account = ACCOUNT
    fields: ClassVar = {"category": "99"}

    def test_golden(self, bench: Bench) -> None:
        same("dwp_find_a_job.xml", bench.prepared(sample.posting()).payload)

    def test_pay_is_in_its_element_where_it_is_asked_for(self, bench: Bench) -> None:
        settings = {**ACCOUNT.settings, "salary": "yes"}
        payload = DwpFindAJob().payload(sample.posting(), bench.variant(), replace(ACCOUNT, settings=settings))
        salary = lxml.etree.fromstring(payload).find("Salary")
        assert salary is not None
        assert [each.text for each in salary] == ["26064", "30000", "per annum"]

    def test_what_the_board_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "place", vacancy=vacancy(place=Place("Leeds")))
        refused(bench, "contract", vacancy=vacancy(contract=Contract.VOLUNTEER))
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))

    def test_a_report_of_refusal_says_why(self, bench: Bench, simulator: Operator, board: str) -> None:
        simulator.fault(board, "reject", next=1)
        with pytest.raises(Rejected, match="against our posting rules"):
            bench.change(Operation.PUBLISH, sample.posting())

    @pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
    def test_a_connection_that_breaks_while_renaming_is_unconfirmed(
        self, bench: Bench, simulator: Operator, board: str, kind: str
    ) -> None:
        simulator.fault(board, kind, next=1)
        with pytest.raises(Unconfirmed):
            bench.change(Operation.PUBLISH, sample.posting())

    def test_without_a_report_it_waits_and_after_days_it_cannot_be_confirmed(self, bench: Bench) -> None:
        now = datetime.now(UTC)
        young = f"publish|FH-9.1-1|{now:%Y%m%dT%H%M%S}"
        old = f"publish|FH-9.1-1|{now - timedelta(days=4):%Y%m%dT%H%M%S}"
        assert bench.poll(young) == Pending(young, 3_600.0)
        assert bench.poll(old) == Submitted("FH-9.1-1")

    def test_the_report_settles_an_edit_and_a_takedown(self, bench: Bench) -> None:
        posting = bench.published(sample.posting())
        assert isinstance(bench.change(Operation.UPDATE, posting), Live)
        assert isinstance(bench.change(Operation.WITHDRAW, posting), Gone)

    def test_a_refused_login_sends_nothing(self, bench: Bench) -> None:
        with pytest.raises(Unauthorized):
            bench.change(Operation.PUBLISH, sample.posting(), account=replace(ACCOUNT, secrets={"password": "x"}))
        assert not bench.exchanges[-1].bytes_written


@pytest.mark.parametrize(
    "report",
    [
        b'<Report><Vacancy vacancyRefCode="FH-1.1-1" result="Success"/></Report>',
        b"<r><Vacancy><vacancyRefCode>FH-1.1-1</vacancyRefCode><Result>Accepted</Result></Vacancy></r>",
        b"Created: FH-1.1-1\nFailed: FH-1.1-2 PostalCode",
        b"FH-1.1-1,created\nFH-1.1-10,rejected",
    ],
)
def test_success_is_read_in_any_form(report: bytes) -> None:
    assert said_of("FH-1.1-1", report)


@pytest.mark.parametrize(
    "report",
    [
        b'<Report><Vacancy vacancyRefCode="FH-1.1-1" result="Failed">PostalCode is required</Vacancy></Report>',
        b"<r><Vacancy><vacancyRefCode>FH-1.1-1</vacancyRefCode><Error>Invalid PostalCode</Error></Vacancy></r>",
        b"FH-1.1-1 rejected: PostalCode",
    ],
)
def test_a_refusal_is_read_in_any_form(report: bytes) -> None:
    with pytest.raises(Rejected) as found:
        said_of("FH-1.1-1", report)
    assert [each.field for each in found.value.reasons] == ["place"]


@pytest.mark.parametrize(
    "report", [b"", b"\xff\xfe", b"<html>", b"FH-1.1-10 created", b"xFH-1.1-1 created", b"FH-1.1-1"]
)
def test_what_says_nothing_of_ours_says_nothing(report: bytes) -> None:
    assert not said_of("FH-1.1-1", report)
