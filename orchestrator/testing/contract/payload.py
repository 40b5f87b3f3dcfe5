"""What is rendered and stored long before it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar

import lxml.html
import pytest

from orchestrator.boards import contract
from orchestrator.boards.contract import Account, Adapter, Posting
from orchestrator.boards.field import Need
from orchestrator.boards.text import xml_safe
from orchestrator.domain.errors import Rejected
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Live, PersonFinishes, Submitted
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench

from .case import mode, when


def elements(html: str) -> set[str]:
    """The names of the elements in a fragment."""
    root = lxml.html.fragment_fromstring(html, create_parent="body")
    return {str(each.tag) for each in root.iterdescendants()}


class PayloadCases:
    adapter: ClassVar[Adapter]
    account: ClassVar[Account]

    def test_the_same_advert_has_the_same_bytes(self, bench: Bench) -> None:
        posting = sample.posting()
        first, second = bench.prepared(posting), bench.prepared(posting)
        assert first == second
        assert first.payload
        assert first.content == second.content
        assert len(first.content) == 64

    def test_nothing_made_when_sending_is_in_the_bytes(self, bench: Bench) -> None:
        payload = bench.prepared(sample.posting()).payload.decode()
        now = datetime.now(UTC)
        for moment in (f"{now:%Y-%m-%d}", f"{now:%d/%m/%Y}", str(int(now.timestamp()))[:7]):
            assert moment not in payload, "a payload is stored: what is made when sending goes into headers"

    def test_no_secret_is_in_the_bytes_or_in_what_is_printed(self, bench: Bench) -> None:
        variant, prepared = bench.variant(), bench.prepared(sample.posting())
        for secret in filter(None, self.account.secrets.values()):
            assert secret.encode() not in prepared.payload
            assert secret not in repr(self.account)
            assert secret not in repr(bench.session(True))
            assert secret not in repr(variant)

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_a_hostile_advert_stays_harmless(self, bench: Bench, kind: str) -> None:
        text = hostile.TEXTS[kind]
        posting = sample.posting()
        try:
            variant = bench.variant(hostile.wording(text), hostile.vacancy(text, bench.vacancy))
            prepared = bench.prepared(posting, hostile.wording(text), hostile.vacancy(text, bench.vacancy))
        except Rejected as refused:
            assert all(reason.field and reason.message for reason in refused.reasons)  # noqa: PT017 - either is right
            return
        for name, slot in variant.slots.items():
            assert slot == xml_safe(slot), f"{name} has characters that XML cannot carry"
            if name.endswith(".html"):
                assert elements(slot) <= self.adapter.limits.tags
        if kind == "template" and "body.txt" in variant.slots:
            assert "{{7*7}}" in variant.slots["body.txt"], "what people write is never a template"
        receipt = bench.change(Operation.PUBLISH, posting, prepared)
        assert isinstance(receipt, Live | Submitted | PersonFinishes)

    def test_a_title_of_ten_kilobytes_is_refused_where_there_is_a_limit(self, bench: Bench) -> None:
        most = getattr(self.adapter.limits.slots.get("title"), "most", None)
        if most is None:
            assert bench.prepared(sample.posting(), hostile.LONG_TITLE).payload
            return
        with pytest.raises(Rejected) as refused:
            bench.variant(hostile.LONG_TITLE)
        assert [reason.field for reason in refused.value.reasons] == ["title"]
        assert f"{most:,}" in str(refused.value)

    def test_html_has_only_the_elements_the_board_keeps(self, bench: Bench) -> None:
        slots = bench.variant().slots
        html = {name: slot for name, slot in slots.items() if name.endswith(".html")}
        assert bool(html) is bool(self.adapter.limits.tags)
        for slot in html.values():
            assert elements(slot) <= self.adapter.limits.tags
            assert "Care Manager" in slot or "Care Manager" not in slots["body.txt"]

    def test_every_limit_is_checked_before_sending(self, bench: Bench) -> None:
        posting = sample.posting()
        for name, length in self.adapter.limits.slots.items():
            if length.most is not None:
                self._refused(bench, posting, {name: "x" * (length.most + 1)})
            if length.least:
                self._refused(bench, posting, {name: "x" * (length.least - 1)})
        assert bench.exchanges == []

    def test_what_is_required_is_asked_for_by_name(self, bench: Bench) -> None:
        posting, variant = sample.posting(), bench.variant()
        for each in self.adapter.credentials:
            if each.need in (Need.REQUIRED, Need.IMMUTABLE) and not each.secret:
                less = _without(self.account, each.name)
                with pytest.raises(Rejected) as refused:
                    self.adapter.payload(posting, variant, less)
                assert each.name in [reason.field for reason in refused.value.reasons]
        for own in self.adapter.fields:
            if own.need in (Need.REQUIRED, Need.IMMUTABLE):
                fields = {name: value for name, value in variant.fields.items() if name != own.name}
                with pytest.raises(Rejected) as refused:
                    self.adapter.payload(posting, replace(variant, fields=fields), self.account)
                assert own.name in [reason.field for reason in refused.value.reasons]

    @when(mode(contract.Mode.FEED))
    def test_entries_stand_in_a_document(self, bench: Bench) -> None:
        assert isinstance(self.adapter, contract.Feeds)
        entry = bench.prepared(sample.posting()).payload
        built_at = datetime(2031, 3, 3, tzinfo=UTC)
        entries = self.adapter.separator.join([entry, entry])
        document = self.adapter.opening(self.account, built_at) + entries + self.adapter.closing(self.account)
        assert self.adapter.media_type
        assert document.count(entry) == 2

    def _refused(self, bench: Bench, posting: Posting, slots: dict[str, str]) -> None:
        variant = bench.variant()
        with pytest.raises(Rejected) as refused:
            self.adapter.payload(posting, replace(variant, slots={**variant.slots, **slots}), self.account)
        assert all(reason.field and reason.message for reason in refused.value.reasons)


def _without(account: Account, name: str) -> Account:
    settings = {each: value for each, value in account.settings.items() if each != name}
    return replace(account, settings=settings)
