"""What an adapter declares is coherent."""

from __future__ import annotations

import inspect
import re
from datetime import timedelta
from importlib.metadata import entry_points
from typing import ClassVar
from urllib.parse import urljoin

from orchestrator.boards import contract
from orchestrator.boards.contract import Adapter, Mode, Operation
from orchestrator.boards.inbound import Hears
from orchestrator.boards.limits import MEASURES
from orchestrator.boards.registry import GROUP, METHODS, operations
from orchestrator.rendering.templates import Templates, shipped

_CALLED: dict[str, type] = {
    **{operation.value: method for operation, method in METHODS.items()},
    "auth": contract.Signs,
    "counts": contract.CountsOne,
    "counts_many": contract.CountsMany,
    "test": contract.Tests,
    "many": contract.Batches,
    "live": contract.Lists,
    "search_url": contract.Searches,
    "opening": contract.Feeds,
    "closing": contract.Feeds,
    "verify": Hears,
    "events": Hears,
}


class DataCases:
    adapter: ClassVar[Adapter]

    def test_the_name_is_that_of_the_entry_point(self) -> None:
        points = {point.name: point for point in entry_points(group=GROUP)}
        assert self.adapter.name in points, f"no entry point in {GROUP!r} is called {self.adapter.name!r}"
        assert points[self.adapter.name].load() is type(self.adapter)

    def test_names_and_countries_are_well_formed(self) -> None:
        assert re.fullmatch(r"[a-z][a-z0-9_]{1,39}", self.adapter.name), "name: lower case, digits, underscores"
        assert self.adapter.label.strip(), "label: what people call the board"
        # Else each account may be a board of its own, as each reader of a general feed is.
        one_board = self.adapter.mode is Mode.PAGE or (self.adapter.mode is Mode.FEED and bool(self.adapter.base_url))
        assert self.adapter.audience.strip() or not one_board, "audience: whose candidates this board reaches"
        assert all(re.fullmatch("[A-Z]{2}", each) for each in self.adapter.countries), "countries: ISO 3166-1 alpha-2"
        assert self.adapter.name not in self.adapter.excludes, "excludes: a board does not exclude itself"
        assert all(each.strip() for each in self.adapter.unverified)

    def test_a_board_that_is_called_has_an_address(self) -> None:
        called = self.adapter.mode is Mode.PUSH
        assert self.adapter.base_url.startswith(("https://", "sftp://", "smtps://")) or (
            not called and self.adapter.base_url in ("", None)
        )

    def test_limits_are_of_slots_that_are_rendered(self) -> None:
        limits = self.adapter.limits
        templates = Templates(shipped()).of(self.adapter)
        rendered = {*templates, *(name.removesuffix(".txt") for name in templates)}
        assert limits.slots.keys() <= rendered, f"no template fills {limits.slots.keys() - rendered}"
        for name, length in limits.slots.items():
            assert length.unit in MEASURES, name
            assert 0 <= length.least <= (length.most or length.least), name
        assert limits.rate > 0
        assert limits.burst >= 1
        assert limits.concurrency >= 1
        assert limits.lifetime is None or limits.lifetime > timedelta(0)

    def test_fields_and_credentials_can_make_a_form(self) -> None:
        every = (*self.adapter.fields, *self.adapter.credentials)
        names = [each.name for each in every]
        assert len(names) == len(set(names)), f"two fields have one name: {names}"
        for each in every:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", each.name), each.name
            assert each.label.strip(), each.name
            assert not each.default or not each.choices or each.default in each.choices, each.name
        assert not any(each.secret for each in self.adapter.fields), "secrets belong into credentials"

    def test_it_can_publish_and_take_down(self) -> None:
        assert {Operation.PUBLISH, Operation.WITHDRAW} <= operations(self.adapter)

    def test_operations_have_the_parameters_of_the_contract(self) -> None:
        for name, protocol in _CALLED.items():
            if not hasattr(self.adapter, name):
                continue
            wanted = list(inspect.signature(getattr(protocol, name)).parameters)[1:]
            assert list(inspect.signature(getattr(self.adapter, name)).parameters) == wanted, name

    def test_a_search_is_at_an_address_for_any_advert(self) -> None:
        if isinstance(self.adapter, contract.Searches):
            bare = contract.Account("practice")
            found = urljoin(self.adapter.base_url, self.adapter.search_url("FH-1.1-1", "Köch & Co, 50 %", "", bare))
            assert re.fullmatch(r"https://[^\s/]+/[!-~]*", found), found

    def test_what_it_says_of_operations_is_about_those_it_offers(self) -> None:
        offered = operations(self.adapter)
        assert self.adapter.repeatable.keys() <= {each for each in offered if each.changes}
        assert all(each > timedelta(0) for each in self.adapter.repeatable.values())
        assert self.adapter.check_every is None or Operation.CHECK in offered
        assert not self.adapter.find_lag or Operation.FIND in offered

    def test_a_feed_has_a_document_and_nothing_else_has(self) -> None:
        assert isinstance(self.adapter, contract.Feeds) is (self.adapter.mode is Mode.FEED)

    def test_templates_compile(self) -> None:
        assert {"title.txt", "body.html", "body.txt"} <= Templates(shipped()).of(self.adapter).keys()
