"""An adapter on a bench: operations against a simulator, with the real renderer, session and transport."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from orchestrator.boards.contract import Account, Adapter, Posting, Prepared, Signs, Variant
from orchestrator.boards.exchange import Exchange
from orchestrator.boards.session import BoardSession
from orchestrator.domain.advert import Wording
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Found, Live, Receipt, Submitted
from orchestrator.domain.vacancy import Vacancy
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.transport import Transport
from orchestrator.rendering.renderer import Renderer

from . import sample

SECONDS = 5.0


@dataclass(slots=True)
class Bench:
    """`base_url`: where the simulated board answers. `exchanges`: the evidence of everything sent so far."""

    adapter: Adapter
    account: Account
    base_url: str
    transport: Transport
    fields: Mapping[str, str] = field(default_factory=dict)
    renderer: Renderer = field(default_factory=Renderer)
    exchanges: list[Exchange] = field(default_factory=list)
    intents: int = 0

    def variant(self, wording: Wording = sample.WORDING, vacancy: Vacancy = sample.VACANCY) -> Variant:
        """Rendered. Raises Rejected."""
        return self.renderer.render(self.adapter, wording, vacancy, sample.EMPLOYER, self.fields)

    def prepared(
        self, posting: Posting, wording: Wording = sample.WORDING, vacancy: Vacancy = sample.VACANCY
    ) -> Prepared:
        """Rendered and made into the bytes that are sent, without the account's secrets. Raises Rejected."""
        variant = self.variant(wording, vacancy)
        account = replace(self.account, secrets={})
        return Prepared(variant.content, self.adapter.payload(posting, variant, account))

    def session(self, changing: bool, account: Account | None = None, seconds: float = SECONDS) -> BoardSession:
        account = account or self.account
        return BoardSession(
            self.transport,
            self.base_url,
            auth=self.adapter.auth(account) if isinstance(self.adapter, Signs) else None,
            secrets=tuple(secret for secret in account.secrets.values() if secret),
            user_agent="Callboard/1 (contract suite)",
            deadline=Deadline.after(seconds),
            changing=changing,
            allow={Origin.of(self.base_url)},
        )

    def change(
        self,
        operation: Operation,
        posting: Posting,
        prepared: Prepared | None = None,
        account: Account | None = None,
        seconds: float = SECONDS,
    ) -> Receipt:
        """Carry out a changing operation under a key of its own, as delivery does. Raises what the adapter raises."""
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
        return receipt

    def published(self, posting: Posting, prepared: Prepared | None = None) -> Posting:
        """Publish, and the posting as it is known afterwards."""
        receipt = self.change(Operation.PUBLISH, posting, prepared)
        assert isinstance(receipt, Live | Submitted), f"publish answered {receipt}"
        return replace(posting, external_id=receipt.external_id, url=receipt.url)

    def check(self, posting: Posting, account: Account | None = None) -> Receipt:
        receipt: Receipt = self._read("check", posting, account=account)
        return receipt

    def find(self, posting: Posting) -> list[Found]:
        found: list[Found] = self._read("find", posting.reference, posting.generation)
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
