"""Platsbanken keeps the contract, and speaks its wire format."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import lxml.etree

from adapters.platsbanken import NAMESPACE, Platsbanken
from orchestrator.boards.contract import Account
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Submitted
from orchestrator.domain.vacancy import Contract
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused

SWEDISH = replace(
    sample.VACANCY,
    place=Place("Malmö", "Skåne", "21119", country="SE"),
    pay=Pay(Decimal(31000), Decimal(34000), "SEK", PayPeriod.MONTH),
)


class TestPlatsbanken(BoardContract):
    adapter = Platsbanken()
    account = Account(
        "practice",
        settings={
            "email": "jobb@elmfield.example",
            "organisation": "556000-1234",
            "street": "Storgatan 1",
            "postcode": "211 19",
            "recruiter": "R. Lind",
            "about": "Hemtjänst i Malmö.",
        },
        secrets={"sender": practice.LOGINS["platsbanken"].secret},
    )
    fields = {"occupation": "5330", "municipality": "1280"}  # noqa: RUF012
    vacancy = SWEDISH

    def test_golden(self, bench: Bench) -> None:
        same("platsbanken.xml", bench.prepared(sample.posting()).payload)

    def test_the_same_id_again_revives_what_is_inactive(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        bench.change(Operation.WITHDRAW, posting)
        assert simulator.live("platsbanken") == []
        assert isinstance(bench.change(Operation.UPDATE, posting), Submitted)
        assert len(simulator.live("platsbanken")) == 1

    def test_a_temporary_post_has_its_length(self, bench: Bench) -> None:
        temporary = replace(SWEDISH, contract=Contract.TEMPORARY)
        root = lxml.etree.fromstring(bench.prepared(sample.posting(), vacancy=temporary).payload)
        [term] = root.iter(f"{{{NAMESPACE}}}TermLength")
        assert term.text == "2"

    def test_what_platsbanken_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": "x" * 76})
        refused(bench, "text", slots={"body.txt": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link="https://x.example/" + "x" * 200))
        refused(bench, "end", posting=replace(sample.posting(), ends_at=None))
        refused(bench, "place", vacancy=sample.VACANCY)
        refused(bench, "contract", vacancy=replace(SWEDISH, contract=Contract.VOLUNTEER))
        refused(bench, "municipality", fields={"municipality": "Malmö"})
        refused(bench, "postcode", settings={"postcode": "1"})
