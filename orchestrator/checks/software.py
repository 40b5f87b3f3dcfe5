"""Software that is expected, and whether anybody teaches it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .subject import Hit, Subject

_NAMED = re.compile(
    r"\b(?:(?:proficien\w+|competen\w+|experience[d]?|knowledge|skilled|confident|familiar\w*|literate|ability|able|excellent|strong|good)\s"
    r"(?:\w{1,14}\s){0,5})?(?:microsoft\s(?:office|365|excel|word|outlook)|ms\s(?:office|excel|word)|office\s365|(?:word|excel)\s(?:and|&)\s(?:excel|word|outlook)"
    r"|systm\s?one|emis(?:\sweb)?|rio\b|carenotes|nourish|birdie|carelinelive|access\scare\s?planning|people\s?planner|staffplan|coldharbour|person\scentred\ssoftware"
    r"|log\s?my\scare|carebeans|webroster|care\s?planner|mosaic|liquidlogic|sage|xero|quickbooks|salesforce|sap\b|bullhorn|workday)\b"
    r"|\b(?:it|computer)[- ](?:literate|literacy|skills)\b",
)
_KEYS = (
    "microsoft", " ms ", "office 365", "excel", "outlook", "systmone", "systm one", "emis", " rio ", "carenotes",
    "nourish", "birdie", "carelinelive",
    "care planning", "planner", "staffplan", "coldharbour", "person centred software", "log my care", "carebeans",
    "webroster", "mosaic", "liquidlogic",
    " sage ", "xero", "quickbooks", "salesforce", " sap ", "bullhorn", "workday", "it literate", "it literacy",
    "it skills", "computer",
)  # fmt: skip
_WISH = re.compile(
    r"\b(?:proficien|competen|experience|knowledge|skill|confident|familiar|litera|ability|able|must|essential|require|need|strong|good|excellent)",
    re.IGNORECASE,
)
_TAUGHT = re.compile(
    r"\b(?:training (?:is |will be |on |in |given|provided|for)|full training|(?:we|you(?:[’']ll| will) be) "
    r"(?:will )?(?:train|teach|show|taught|shown|trained)"
    r"|teach you|train you|show you|learn (?:our|on the job)|no experience (?:of .{1,30})?(?:needed|required"
    r"|necessary)|systems? training|induction)",
    re.IGNORECASE,
)


def untaught(subject: Subject) -> Iterator[Hit]:
    for found in subject.near(_NAMED, _KEYS):
        if _WISH.search(subject.sentence(*found.span())) or subject.field_at(found.start()).startswith("must_haves"):
            if not _TAUGHT.search(subject.lower):
                yield subject.at(*found.span())
            return
