"""Careerjet's feed keeps the contract, and is read without remarks by the imitation of the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import lxml.etree
import pytest

from adapters.careerjet import Careerjet
from orchestrator.boards.contract import Account
from orchestrator.domain.place import Place
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .refusals import refused, vacancy
from .web_server import serving

ACCOUNT = Account("practice")


def document(*entries: bytes) -> bytes:
    feed = Careerjet()
    return feed.opening(ACCOUNT, datetime(2031, 3, 3, tzinfo=UTC)) + b"".join(entries) + feed.closing(ACCOUNT)


class TestCareerjet(BoardContract):
    adapter = Careerjet()
    account = ACCOUNT

    def test_golden(self, bench: Bench) -> None:
        same("careerjet.xml", document(bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        entries = [bench.prepared(each).payload for each in (sample.posting(), sample.posting("CC-1043-1"))]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            report = simulator.crawl(f"{url}/feed.xml", "careerjet")
            assert (report["error"], report["remarks"]) == (None, [])
            assert report["created"] == ["CC-1042-1", "CC-1043-1"]
            pages["/feed.xml"] = ("application/xml", document(entries[0]))
            assert simulator.crawl(f"{url}/feed.xml", "careerjet")["vanished"] == ["CC-1043-1"]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        text = hostile.TEXTS[kind]
        entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        with serving({"/feed.xml": ("application/xml", document(entry))}) as url:
            report = simulator.crawl(f"{url}/feed.xml", "careerjet")
            assert (report["error"], report["created"]) == (None, ["CC-1042-1"]), report["remarks"]
        [shown] = simulator.live("careerjet")
        assert "<script" not in shown["description"]

    def test_the_place_is_nested_and_the_country_has_its_name(self, bench: Bench) -> None:
        root = lxml.etree.fromstring(bench.prepared(sample.posting()).payload)
        assert [each.text for each in root.iterfind("location/*")] == ["Leeds", "West Yorkshire", "United Kingdom"]

    def test_what_the_board_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "place", vacancy=vacancy(place=Place("Oslo", country="NO")))
