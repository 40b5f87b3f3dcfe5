"""Pay that stands in the text."""

from __future__ import annotations

import re
from functools import lru_cache

from .parse import parse
from .stated import StatedPay

_SIGN = re.compile(r"[£€$]\s?\d")
_STOP = re.compile(r"\n|(?<=[a-z)])[.;!?](?:\s|$)")
_OF_PAY = re.compile(
    r"\b(?:salary|pay|paid|pays|rate|wage|earn|per\s(?:annum|hour|year|week|month|day)|an?\s(?:hour|year|week|month|day)|p\.?a\b|ph\b"
    r"|hourly|annum|pro[- ]?rata|/\s?h(?:ou)?r)",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"\b(?:budget|turnover|revenue|portfolio|fund(?:s|ing)?|invest\w*|saving|savings|worth|grant|contract\svalue|million|fee|fees|dbs"
    r"|charge|cost|costs|mortgage|donat\w*|raise[ds]?|pension|insurance|discount\w*|voucher\w*|bonus"
    r"|on[- ]target|ote|scheme|refer|save|saving|park(?:ing)?|hello|relocation|allowance|supplement|deposit"
    r"|donation|prize)\b|\d\s?(?:m|bn)\b",
    re.IGNORECASE,
)
MOST = 6
"""Places that are read; an advert states its pay once or twice."""


@lru_cache(maxsize=64)
def stated(text: str) -> tuple[tuple[int, int, StatedPay], ...]:
    """Start, end and meaning of each line or sentence of `text` that states pay and nothing else in money."""
    found: list[tuple[int, int, StatedPay]] = []
    position, looked = 0, 0
    while looked < MOST and (sign := _SIGN.search(text, position)):
        looked += 1
        first = max(0, sign.start() - 120)
        for stop in _STOP.finditer(text, first, sign.start()):
            first = stop.end()
        following = _STOP.search(text, sign.end(), sign.end() + 160)
        last = following.start() if following else min(len(text), sign.end() + 160)
        position = max(last, sign.end())
        part = text[first:last]
        if not _OF_PAY.search(part) or _NOT_PAY.search(part):
            continue
        pay = parse(part)
        if pay.known and pay.period is not None:
            found.append((sign.start(), last, pay))
    return tuple(found)
