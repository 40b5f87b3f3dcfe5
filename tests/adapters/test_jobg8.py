"""Jobg8's feed keeps the contract, and is read without remarks by the imitation of the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.jobg8 import Jobg8
from orchestrator.boards.contract import Account
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .refusals import refused, vacancy
from .web_server import serving

ACCOUNT = Account("practice")


def document(*entries: bytes) -> bytes:
    feed = Jobg8()
    return feed.opening(ACCOUNT, datetime(2031, 3, 3, tzinfo=UTC)) + b"".join(entries) + feed.closing(ACCOUNT)


class TestJobg8(BoardContract):
    adapter = Jobg8()
    account = ACCOUNT
    fields = {"classification": "Social Care"}  # noqa: RUF012

    def test_golden(self, bench: Bench) -> None:
        same("jobg8.xml", document(bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        entries = [bench.prepared(each).payload for each in (sample.posting(), sample.posting("CC-1043-1"))]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            report = simulator.crawl(f"{url}/feed.xml", "jobg8")
            assert (report["error"], report["remarks"]) == (None, [])
            assert report["created"] == ["CC-1042-1", "CC-1043-1"]
            pages["/feed.xml"] = ("application/xml", document(entries[0]))
            assert simulator.crawl(f"{url}/feed.xml", "jobg8")["vanished"] == ["CC-1043-1"]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        text = hostile.TEXTS[kind]
        entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        with serving({"/feed.xml": ("application/xml", document(entry))}) as url:
            report = simulator.crawl(f"{url}/feed.xml", "jobg8")
            assert (report["error"], report["created"]) == (None, ["CC-1042-1"]), report["remarks"]
        [shown] = simulator.live("jobg8")
        assert "<script" not in shown["description"]

    def test_a_file_that_loses_nearly_everything_is_refused(self, bench: Bench, simulator: Operator) -> None:
        entries = [bench.prepared(sample.posting(f"CC-{number}-1")).payload for number in range(6)]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            simulator.crawl(f"{url}/feed.xml", "jobg8")
            pages["/feed.xml"] = ("application/xml", document())
            assert "6 of 6" in simulator.crawl(f"{url}/feed.xml", "jobg8")["error"]
            assert len(simulator.live("jobg8")) == 6

    def test_what_jobg8_does_not_take_is_refused(self, bench: Bench) -> None:
        posting = sample.posting()
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "apply link", posting=replace(posting, apply_link=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "end", posting=replace(posting, ends_at=posting.starts_at + timedelta(days=40)))
        refused(bench, "contract", vacancy=vacancy(contract=Contract.VOLUNTEER))
