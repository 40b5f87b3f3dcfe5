"""idibu keeps the contract, and speaks its wire format."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import lxml.etree
import pytest

from adapters.idibu import Idibu
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import practice

from .golden import same
from .refusals import refused, vacancy


class TestIdibu(BoardContract):
    adapter = Idibu()
    account = Account(
        "practice",
        settings={"email": "jobs@elmfield.example"},
        secrets={"hash": practice.LOGINS["idibu"].secret},
    )
    fields = {"boards": "12, 40", "sector": "Health & Care"}  # noqa: RUF012

    def test_golden(self, bench: Bench) -> None:
        same("idibu.xml", bench.prepared(sample.posting()).payload)

    def test_a_refusal_is_read(self, bench: Bench) -> None:
        prepared = bench.prepared(sample.posting())
        broken = replace(prepared, payload=prepared.payload.replace(b"<job_type>PF<", b"<job_type>XX<"))
        with pytest.raises(Rejected, match="job_type"):
            bench.change(Operation.PUBLISH, sample.posting(), broken)

    def test_what_idibu_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "boards", fields={"boards": "Reed"})
        refused(bench, "contract", vacancy=vacancy(contract=Contract.VOLUNTEER))
        refused(bench, "email", settings={"email": ""})

    def test_kinds_and_pay(self, bench: Bench) -> None:
        kept = vacancy(
            contract=Contract.BANK, hours=Hours.PART_TIME, pay=Pay(Decimal("12.6"), None, period=PayPeriod.HOUR)
        )
        root = lxml.etree.fromstring(bench.prepared(sample.posting(), vacancy=kept).payload).find("job")
        assert root is not None
        assert root.findtext("job_type") == "TP"
        assert (root.findtext("salary/salary_min"), root.findtext("salary/salary_per")) == ("12.60", "hour")
        assert root.find("salary/salary_max") is None
