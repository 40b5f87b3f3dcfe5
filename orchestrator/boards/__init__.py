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
    Batches,
    Certified,
    Checks,
    CountsMany,
    CountsOne,
    Feeds,
    Finds,
    Item,
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
from .feed import Fetched
from .field import Field, Kind, Need
from .html import limit_tags, plain
from .limits import Length, Limits
from .oauth import ClientCredentials
from .pay import decimal, given_by, minor, spoken, whole
from .refusal import external_id, missing, refuse, unfit
from .session import BoardSession
from .short import short
from .text import cdata, characters, cut, graphemes, utf8_bytes, with_query, xml_safe
from .throttle import unhurried
from .tokens import TokenCache, Tokens
from .xml import document, element, entry, fragment, marked, words

__all__ = [
    "NATURAL",
    "Account",
    "Adapter",
    "Answer",
    "Apply",
    "Batches",
    "Blocked",
    "BoardError",
    "BoardSession",
    "Certified",
    "Checks",
    "ClientCredentials",
    "Contract",
    "Count",
    "CountsMany",
    "CountsOne",
    "Evidence",
    "Feeds",
    "Fetched",
    "Field",
    "Finds",
    "Found",
    "Gone",
    "Hours",
    "Item",
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
    "TokenCache",
    "Tokens",
    "Unauthorized",
    "Unconfirmed",
    "Updates",
    "Vacancy",
    "Variant",
    "Withdraws",
    "cdata",
    "characters",
    "cut",
    "decimal",
    "document",
    "element",
    "entry",
    "external_id",
    "find_contacts",
    "fragment",
    "given_by",
    "graphemes",
    "limit_tags",
    "marked",
    "minor",
    "missing",
    "plain",
    "refuse",
    "short",
    "spoken",
    "strip_contacts",
    "unfit",
    "unhurried",
    "utf8_bytes",
    "whole",
    "with_query",
    "words",
    "xml_safe",
]
