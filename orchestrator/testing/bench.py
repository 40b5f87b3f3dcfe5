"""An adapter on a bench: operations against a simulator, with the real renderer, session and transport."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import requests

from orchestrator.boards.contract import (
    Account,
    Adapter,
    Batches,
    Certified,
    Item,
    Mode,
    Posting,
    Prepared,
    Signs,
    Variant,
)
from orchestrator.boards.exchange import Exchange
from orchestrator.boards.session import BoardSession
from orchestrator.boards.tokens import Tokens
from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import BoardError
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Evidence, Found, Live, Pending, PersonFinishes, Receipt, Submitted
from orchestrator.domain.vacancy import Vacancy
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.transport import Transport
from orchestrator.rendering.renderer import Renderer

from . import sample

SECONDS = 5.0


@dataclass(slots=True)
class Bench:
    """`base_url`: where the simulated board answers. `exchanges`: the evidence of everything sent so far.

    `seconds`: the deadline of each call.
    """

    adapter: Adapter
    account: Account
    base_url: str
    transport: Transport
    fields: Mapping[str, str] = field(default_factory=dict)
    vacancy: Vacancy = sample.VACANCY
    renderer: Renderer = field(default_factory=Renderer)
    exchanges: list[Exchange] = field(default_factory=list)
    tokens: Tokens = field(default_factory=Tokens)
    intents: int = 0
    seconds: float = SECONDS

    def variant(self, wording: Wording = sample.WORDING, vacancy: Vacancy | None = None) -> Variant:
        """Rendered. Raises Rejected."""
        return self.renderer.render(self.adapter, wording, vacancy or self.vacancy, sample.EMPLOYER, self.fields)

    def prepared(self, posting: Posting, wording: Wording = sample.WORDING, vacancy: Vacancy | None = None) -> Prepared:
        """Rendered and made into the bytes that are sent, without the account's secrets. Raises Rejected."""
        variant = self.variant(wording, vacancy)
        account = replace(self.account, secrets={})
        return Prepared(variant.content, self.adapter.payload(posting, variant, account))

    def session(self, changing: bool, account: Account | None = None, seconds: float | None = None) -> BoardSession:
        account = account or self.account
        return BoardSession(
            self.transport,
            self.base_url,
            auth=self.adapter.auth(account) if isinstance(self.adapter, Signs) else None,
            secrets=tuple(secret for secret in account.secrets.values() if secret),
            user_agent="Callboard/1 (contract suite)",
            deadline=Deadline.after(self.seconds if seconds is None else seconds),
            changing=changing,
            allow={Origin.of(self.base_url)},
            tokens=self.tokens,
            certificate=self.adapter.certificate(account) if isinstance(self.adapter, Certified) else "",
        )

    def change(
        self,
        operation: Operation,
        posting: Posting,
        prepared: Prepared | None = None,
        account: Account | None = None,
        seconds: float | None = None,
    ) -> Receipt:
        """Carry out a changing operation under a key of its own, as delivery does, to its end: a task is polled, and
        what a person must finish is finished. Raises what the adapter raises.
        """
        if operation is not Operation.PUBLISH and posting.key == posting.reference:
            self.intents += 1
            posting = replace(posting, key=f"{posting.reference}-{operation}-{self.intents}")
        prepared = prepared or self.prepared(posting)
        session = self.session(True, account, seconds)
        try:
            receipt: Receipt = self._method(operation)(
                replace(posting, apply_link=""), prepared, account or self.account, session
            )
        finally:
            self.exchanges += session.exchanges
        return self._completed(receipt)

    def _completed(self, receipt: Receipt) -> Receipt:
        for _ in range(20):
            match receipt:
                case Pending(handle):
                    receipt = self.poll(handle)
                case PersonFinishes(str(url)) if self.adapter.mode is Mode.PUSH:
                    # In the simulator a person finishes by sending the page off as it is.
                    requests.post(url, timeout=SECONDS).raise_for_status()
                    return Live("", url, Evidence.PROVED)
                case _:
                    return receipt
        raise AssertionError("the task never ends")

    def many(self, operation: Operation, postings: Sequence[Posting]) -> dict[str, Receipt | BoardError]:
        """The same operation for several postings in one request, to its end."""
        assert isinstance(self.adapter, Batches)
        session = self.session(True)
        items = [Item(replace(each, apply_link=""), self.prepared(each)) for each in postings]
        answers = self.adapter.many(operation, items, self.account, session)
        self.exchanges += session.exchanges
        return {
            reference: each if isinstance(each, BoardError) else self._completed(each)
            for reference, each in answers.items()
        }

    def poll(self, handle: str) -> Receipt:
        receipt: Receipt = self._read("poll", handle)
        return receipt

    def published(self, posting: Posting, prepared: Prepared | None = None) -> Posting:
        """Publish, and the posting as it is known afterwards."""
        receipt = self.change(Operation.PUBLISH, posting, prepared)
        assert isinstance(receipt, Live | Submitted), f"publish answered {receipt}"
        return replace(posting, external_id=receipt.external_id or None, url=receipt.url)

    def check(self, posting: Posting, account: Account | None = None) -> Receipt:
        receipt: Receipt = self._read("check", posting, account=account)
        return receipt

    def find(self, posting: Posting) -> list[Found]:
        found: list[Found] = self._read("find", posting.reference, posting.generation)
        return found

    def live(self) -> list[LiveAdvert]:
        found: list[LiveAdvert] = list(self._read("live"))
        return found

    def _read(self, name: str, *given: object, account: Account | None = None) -> Any:
        """What a reading operation says; its type is that of the adapter's method."""
        session = self.session(False, account)
        try:
            return getattr(self.adapter, name)(*given, account or self.account, session)
        finally:
            self.exchanges += session.exchanges

    def counts(self, posting: Posting) -> Any:
        return self._read("counts", posting)

    def test(self, account: Account | None = None) -> str:
        session = self.session(False, account)
        return str(getattr(self.adapter, "test")(account or self.account, session))  # noqa: B009 - offered by some

    def _method(self, operation: Operation) -> Any:
        return getattr(self.adapter, operation.value)
