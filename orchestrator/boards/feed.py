"""A board that fetches one document of all open adverts: what all such adapters have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from orchestrator.domain.offer import NATURAL, Mode
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Receipt, Submitted

from .contract import Account, Posting, Prepared
from .field import Field
from .session import BoardSession


class Fetched:
    """To inherit from. Nothing is sent: an entry is put into the document or taken out, and the board comes for it.

    `rhythm`: seconds within which the board fetches, where its documents say so; a day where they do not.
    `separator` stands between two entries.
    """

    mode = Mode.FEED
    media_type = "application/xml"
    separator = b""
    rhythm = 86_400.0
    excludes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = ()
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, self.rhythm)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, self.rhythm)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, self.rhythm)
