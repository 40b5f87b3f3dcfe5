"""The adapter kit: the public interface for adapter authors, who import from here and nowhere deeper.

What an adapter declares and gets is described in `contract`; docs/adding-a-board.md walks through one.
"""

from __future__ import annotations

from orchestrator.domain.errors import Blocked, BoardError, Reason, Rejected, Retry, Unauthorized, Unconfirmed
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import (
    Count,
    Evidence,
    Found,
    Gone,
    Live,
    Pending,
    PersonFinishes,
    Receipt,
    Submitted,
)
from orchestrator.domain.vacancy import Apply, Contract, Hours, Vacancy

from .answer import Answer
from .contacts import find_contacts, strip_contacts
from .contract import (
    NATURAL,
    Account,
    Adapter,
    Checks,
    CountsMany,
    CountsOne,
    Feeds,
    Finds,
    Mode,
    Operation,
    Polls,
    Posting,
    Prepared,
    Publishes,
    Refreshes,
    Signs,
    Tests,
    Updates,
    Variant,
    Withdraws,
)
from .field import Field, Kind, Need
from .html import limit_tags, plain
from .limits import Length, Limits
from .refusal import missing, refuse, unfit
from .session import BoardSession
from .text import cdata, characters, cut, utf8_bytes, xml_safe

__all__ = [
    "NATURAL",
    "Account",
    "Adapter",
    "Answer",
    "Apply",
    "Blocked",
    "BoardError",
    "BoardSession",
    "Checks",
    "Contract",
    "Count",
    "CountsMany",
    "CountsOne",
    "Evidence",
    "Feeds",
    "Field",
    "Finds",
    "Found",
    "Gone",
    "Hours",
    "Kind",
    "Length",
    "Limits",
    "Live",
    "Metric",
    "Mode",
    "Need",
    "Operation",
    "Pay",
    "PayPeriod",
    "Pending",
    "PersonFinishes",
    "Place",
    "Polls",
    "Posting",
    "Prepared",
    "Publishes",
    "Reason",
    "Receipt",
    "Refreshes",
    "Rejected",
    "Retry",
    "Signs",
    "Submitted",
    "Tests",
    "Unauthorized",
    "Unconfirmed",
    "Updates",
    "Vacancy",
    "Variant",
    "Withdraws",
    "cdata",
    "characters",
    "cut",
    "find_contacts",
    "limit_tags",
    "missing",
    "plain",
    "refuse",
    "strip_contacts",
    "unfit",
    "utf8_bytes",
    "xml_safe",
]
