"""What is asked about an account: what its adapter wants, and what Callboard wants to know of any."""

from __future__ import annotations

from .contract import Adapter, Withdraws
from .field import Field, Kind

MARGIN = Field(
    "margin",
    "Take down before the run ends, in hours",
    Kind.NUMBER,
    hint="For boards that renew a run, and charge for it, unless the advert is gone before. Empty: at its end.",
)


def account_fields(adapter: Adapter) -> tuple[Field, ...]:
    """The fields of an account's form. A margin is asked for where we can withdraw and runs end by themselves."""
    ends = isinstance(adapter, Withdraws) and adapter.limits.lifetime is not None
    return (*adapter.credentials, MARGIN) if ends else adapter.credentials
