"""Talroo's feed keeps the contract, and is read without remarks by the imitation of the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import lxml.etree
import pytest

from adapters.talroo import Talroo
from orchestrator.boards.contract import Account
from orchestrator.domain.place import Place
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .refusals import refused, vacancy
from .web_server import serving

ACCOUNT = Account("practice", {"publisher": "Callboard"})


def document(*entries: bytes) -> bytes:
    feed = Talroo()
    return feed.opening(ACCOUNT, datetime(2031, 3, 3, tzinfo=UTC)) + b"".join(entries) + feed.closing(ACCOUNT)


class TestTalroo(BoardContract):
    adapter = Talroo()
    account = ACCOUNT

    def test_golden(self, bench: Bench) -> None:
        same("talroo.xml", document(bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        entries = [bench.prepared(each).payload for each in (sample.posting(), sample.posting("CC-1043-1"))]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            report = simulator.crawl(f"{url}/feed.xml", "talroo")
            assert (report["error"], report["remarks"]) == (None, [])
            assert report["created"] == ["CC-1042-1", "CC-1043-1"]
            pages["/feed.xml"] = ("application/xml", document(entries[0]))
            assert simulator.crawl(f"{url}/feed.xml", "talroo")["vanished"] == ["CC-1043-1"]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        text = hostile.TEXTS[kind]
        entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        with serving({"/feed.xml": ("application/xml", document(entry))}) as url:
            report = simulator.crawl(f"{url}/feed.xml", "talroo")
            assert (report["error"], report["created"]) == (None, ["CC-1042-1"]), report["remarks"]
        [shown] = simulator.live("talroo")
        assert "<script" not in shown["description"]

    def test_candidates_apply_at_talroo_where_applications_have_somewhere_to_go(self, bench: Bench) -> None:
        def post_url(account: Account) -> str | None:
            entry = Talroo().payload(sample.posting(), bench.variant(), account)
            return lxml.etree.fromstring(entry).findtext("postUrl")

        hook = "https://jobs.example/hooks/secret"
        assert post_url(replace(ACCOUNT, hook=hook)) is None
        settings = {**ACCOUNT.settings, "pass_on": "https://ats.example/in"}
        assert post_url(replace(ACCOUNT, hook=hook, settings=settings)) == hook

    def test_what_the_board_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "publisher", settings={"publisher": ""})
