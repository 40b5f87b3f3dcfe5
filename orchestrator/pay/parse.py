"""Read a UK pay text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from orchestrator.domain.pay import PayPeriod

from . import words
from .amount import MOST, currency, plain
from .stated import FULL_TIME_HOURS, StatedPay

_NUMBER = r"(?:\d{1,3}(?:[,\s]\d{3})+|\d{1,9})(?:\.\d{1,2})?(?![\d])"
_SIGN = r"(?:£|€|\$|GBP\s?|EUR\s?|USD\s?)"
_THOUSAND = r"(?:\s?k\b|\s?thousand\b)?"
_SUMS = re.compile(
    rf"(?P<sign>{_SIGN})?\s?(?<![\w.,/])(?<!\d\s)(?P<low>{_NUMBER})(?P<low_k>{_THOUSAND})(?P<low_unit>"
    r"\s?(?:p/?h|p/?a|per\shour|per\sannum|an?\shour|pa|ph|p\.h\.|p\.a\.|/\s?(?:hr|hour))?)"
    rf"(?:(?P<join>\s?(?:-|–|—|\bto\b|\band\b|/|~|&|\brising\sto\b|\bup\sto\b|\bthrough\sto\b|\bincreasing\sto\b){{1,2}}\s?"
    rf"(?:\bup\sto\s?|\bcirca\s?)?)(?P<sign2>{_SIGN})?\s?(?P<high>{_NUMBER})(?P<high_k>{_THOUSAND}))?"
    r"(?P<open>\+(?=\s?(?:per\b|p\.?/?[ah]|an?\b|/|doe|[,;.)]|$)))?",
    re.IGNORECASE,
)
_ACTUAL = re.compile(r"\s?\(?(?:p\.?a\.?\s|per annum\s)?actual\b(?!(?:\ssalary)?\s?[:£])", re.IGNORECASE)
_FULL_TIME = re.compile(r"\s?\(?(?:p\.?a\.?\s|per annum\s)?(?:fte|wte|full[- ]time equivalent)\b", re.IGNORECASE)
_HOUR_SIZE, _YEAR_SIZE = (Decimal(4), Decimal(80)), (Decimal(9_000), Decimal(500_000))
_PRO_RATA = re.compile(r"\bpro[- ]?rata\b|\bfte\b|\bfull[- ]time equivalent\b", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Sums:
    """One sum or range found in a text; `stated` False: the period comes from its size."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    period: PayPeriod | None
    stated: bool
    other: bool
    extra: bool
    target: bool
    full_time: bool
    text: str


def parse(text: str) -> StatedPay:
    """What `text` says of pay. Nothing in it is an error: what is not understood is None, with a note in words."""
    said = _SPACES.sub(" ", text[: words.LONGEST]).strip()
    hours, hours_note, rest = _hours(said)
    rest = words.MASKED.sub(lambda found: " " * len(found[0]), rest)
    found = _sums(rest)
    main = [each for each in found if not each.extra and not each.other]
    main = [each for each in main if each.full_time and each.period is main[0].period] or main
    chosen = main[:1] or [each for each in found if not each.extra][:1] or [each for each in found if each.target][:1]
    if not chosen:
        none = words.NO_FIGURE.search(said)
        return StatedPay(hours=hours, note=_note("no figure" if none else "no pay found" if said else "empty",
                                                 none[0] if none else "", hours_note))  # fmt: skip
    first = chosen[0]
    low, high = _widened(first, main)
    if first.extra and first.target:
        low = None
    notes = [*_said_beside(said, first, found, hours), hours_note]
    return StatedPay(low, high, first.currency or "GBP", first.period, hours, _note(*notes),
                     assumed=not first.stated and first.period is not None)  # fmt: skip


def _hours(text: str) -> tuple[Decimal | None, str, str]:
    """The hours a week, a note where they are a range, and the text without them."""
    found = words.HOURS.search(text)
    rest = words.HOURS.sub(lambda each: " " * len(each[0]), text)
    if found is None:
        return None, "", rest
    least = Decimal(found["least"])
    if found["most"] and Decimal(found["most"]) != least:
        return None, f"{found['least']} to {found['most']} hours", rest
    return (least if 0 < least <= 80 else None), "", rest


def _sums(text: str) -> list[_Sums]:
    found: list[_Sums] = []
    places = [each for each in _SUMS.finditer(text) if _is_money(each, text)]
    units = list(words.PERIODS.finditer(text))
    for number, place in enumerate(places):
        begin = places[number - 1].end() if number else 0
        end = places[number + 1].start() if number + 1 < len(places) else len(text)
        low, high = _ends(place)
        unit = _unit(units, place, begin, end)
        extra = bool(words.EXTRA_BEFORE.search(text[max(0, begin, place.start() - 60) : place.start()])
                     or words.EXTRA_AFTER.match(text, place.end())
                     or _ACTUAL.match(text, place.end()))  # fmt: skip
        target = extra and bool(words.OTE.search(text[max(begin, place.start() - 30) : min(end, place.end() + 30)]))
        before = text[max(begin, place.start() - 40) : place.start()]
        if high is None and (place["open"] or words.AT_LEAST.search(before)):
            bounds: tuple[Decimal | None, Decimal | None] = (low, None)
        elif high is None and words.AT_MOST.search(before):
            bounds = (None, low)
        else:
            bounds = (low, low if high is None else high)
        period = words.PERIOD_OF[unit] if unit else _by_size(low)
        full_time = bool(_FULL_TIME.match(text, place.end(), end))
        found.append(_Sums(*bounds, _currency(place), period, bool(unit), unit == "other", extra, target, full_time,
                           text[place.start() : place.end()].strip()))  # fmt: skip
    return found


def _is_money(place: re.Match[str], text: str) -> bool:
    """A sign, a k, a thousands comma, a period right behind, or nothing else in the text."""
    value = _value(place["low"], place["low_k"])
    if value == 0 or value > MOST:
        return False
    if place["sign"] or place["sign2"] or place["low_k"] or place["high_k"]:
        return True
    if "," in place["low"] or (place["high"] and "," in place["high"]):
        return True
    if place["low_unit"].strip(" +") or words.PERIODS.match(text[place.end() : place.end() + 20].lstrip()):
        return value >= 4
    bare = not re.search(r"[a-z]{3}", text[: place.start()] + text[place.end() :], re.IGNORECASE)
    around = bare or re.search(r"(?:salary|pay|rate|wage|range)\b[ :]{0,3}(?:is|of|from|between|range)?[ :]{0,3}$",
                               text[: place.start()], re.IGNORECASE)  # fmt: skip
    return value >= 4 and bool(around)


def _value(number: str, thousand: str) -> Decimal:
    value = Decimal(re.sub(r"[,\s]", "", number))
    return value * 1000 if thousand and thousand.strip() else value


def _ends(place: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    low = _value(place["low"], place["low_k"])
    if not place["high"]:
        return plain(low), None
    high = _value(place["high"], place["high_k"])
    if low < 1000 <= high and low * 1000 <= high * 2 and low >= 5:
        low *= 1000
    elif place["low_k"].strip() and high < 1000:
        high *= 1000
    return (plain(low), plain(high)) if low <= high else (plain(high), plain(low))


def _currency(place: re.Match[str]) -> str | None:
    return currency((place["sign"] or place["sign2"] or "").strip()) if place["sign"] or place["sign2"] else None


def _unit(units: list[re.Match[str]], place: re.Match[str], begin: int, end: int) -> str | None:
    """The period said behind the sum, inside it, or else before it."""
    inside = [each for each in units if each.start() >= place.start("low") and each.start() < end]
    if inside and (inside[0].start() <= place.end() + 60):
        named = [each for each in inside if each.start() <= place.end() + 60]
        exact = [each for each in named if not re.match(r"pro|fte", each[0], re.IGNORECASE)]
        return (exact or named)[0].lastgroup
    before = [each for each in units if each.end() <= place.start() and each.start() >= begin]
    return before[-1].lastgroup if before else None


def _by_size(low: Decimal) -> PayPeriod | None:
    if _HOUR_SIZE[0] <= low <= _HOUR_SIZE[1]:
        return PayPeriod.HOUR
    return PayPeriod.YEAR if _YEAR_SIZE[0] <= low <= _YEAR_SIZE[1] else None


def _widened(first: _Sums, main: list[_Sums]) -> tuple[Decimal | None, Decimal | None]:
    """The range over all sums for the same period: weekdays and weekends, two grades."""
    low, high = first.low, first.high
    for other in main:
        near = first.low or first.high or Decimal(1)
        size = other.low or other.high or Decimal(1)
        if other is first or other.period is not first.period or not near / 3 <= size <= near * 3:
            continue
        low = min(low, other.low) if low is not None and other.low is not None else low
        high = max(high, other.high) if high is not None and other.high is not None else other.high or high
    return low, high


def _said_beside(said: str, first: _Sums, found: list[_Sums], hours: Decimal | None) -> list[str]:
    notes = []
    if not first.stated and first.period is not None:
        notes.append(f"period not stated, {first.period.value} taken from the size")
    if first.other:
        notes.append("not paid by time: " + first.text)
    if _PRO_RATA.search(said):
        part = ""
        if hours is not None and first.period is PayPeriod.YEAR and hours < FULL_TIME_HOURS and first.low is not None:
            part = f"; at {hours} of {FULL_TIME_HOURS} hours {plain(first.low * hours / FULL_TIME_HOURS)}"
        notes.append("pro rata: the sum is for full time" + part)
    if re.search(r"\b(?:circa|c\.?\s?£|approx|around|region of)", said, re.IGNORECASE):
        notes.append("circa")
    for each in found:
        if each.target:
            notes.append(f"on-target earnings, not a guaranteed sum: {each.text}")
        elif each.extra:
            notes.append(f"not counted as pay: {each.text}")
    return notes


def _note(*parts: str) -> str:
    return "; ".join(part for part in parts if part)[:300]
