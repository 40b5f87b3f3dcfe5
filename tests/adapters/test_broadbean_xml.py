"""Boards with Broadbean's XML keep the contract, and are spoken to in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import lxml.etree
import pytest

from adapters.broadbean_xml import BroadbeanXml
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused, vacancy


class TestBroadbeanXml(BoardContract):
    adapter = BroadbeanXml()
    account = Account(
        "practice",
        settings={
            "base_url": "https://board.example/inbox",
            "username": practice.LOGINS["broadbean_xml"].id,
            "success": "Success",
        },
        secrets={"password": practice.LOGINS["broadbean_xml"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        same("broadbean_xml.xml", bench.prepared(sample.posting()).payload)

    def test_number_and_address_are_read_from_the_answer(self, bench: Bench) -> None:
        posting = bench.published(sample.posting())
        assert str(posting.external_id).isdigit()
        assert str(posting.url).endswith(f"/adverts/{posting.external_id}")

    def test_a_board_that_speaks_otherwise_is_not_believed(self, bench: Bench) -> None:
        bench.account = replace(self.account, settings={**self.account.settings, "success": "OK"})
        with pytest.raises(Unconfirmed, match="'OK'"):
            bench.change(Operation.PUBLISH, sample.posting())

    def test_what_it_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "pay", vacancy=vacancy(pay=Pay(Decimal(1), Decimal(2), "CHF")))
        refused(bench, "username", settings={"username": ""})

    def test_a_reference_is_in_letters_digits_and_dashes(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting("FH-1001.7-1"))
        assert simulator.creates("broadbean_xml") == {"FH-1001-7-1": 1}
        bench.change(Operation.WITHDRAW, posting)
        assert simulator.live("broadbean_xml") == []

    def test_pay_and_run_are_whole_numbers(self, bench: Bench) -> None:
        posting = replace(sample.posting(), ends_at=sample.posting().starts_at + timedelta(hours=30))
        pay = Pay(Decimal("12.60"), None, period=PayPeriod.HOUR)
        root = lxml.etree.fromstring(bench.prepared(posting, vacancy=vacancy(pay=pay)).payload)
        given = {each.tag: each.text for each in root}
        assert (given["salary_from"], given["salary_display"], given["days_to_advertise"]) == (
            "13",
            "£13 per hour",
            "2",
        )
