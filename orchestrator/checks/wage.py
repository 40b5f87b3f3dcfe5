"""The legal minimum an hour in the United Kingdom (data/minimum_wage.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from orchestrator.domain.pay import PayPeriod
from orchestrator.domain.vacancy import Contract
from orchestrator.pay.minimum_wage import REAL_LIVING_WAGE, Rates, hourly, in_force, next_change, table
from orchestrator.pay.prose import stated
from orchestrator.pay.region import is_london
from orchestrator.pay.stated import FULL_TIME_HOURS, WEEKS

from .subject import Hit, Subject

_PRO_RATA = re.compile(r"\bpro[- ]?rata|\bfte\b|\bfull[- ]time equivalent", re.IGNORECASE)
_YOUNGER = re.compile(
    r"\b(?:1[678]\s?(?:-|to|–|and)\s?(?:17|18|20|21)|under[- ](?:18|21)s?|aged? 1[6-9]|18[- ]20|age[- ]related)\b",
    re.IGNORECASE,
)
_PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Offer:
    """The least that is paid: the sum, its period, hours a week (None: not known), where it stands."""

    sum: Decimal
    period: PayPeriod
    hours: Decimal | None
    hit: Hit


def below(subject: Subject) -> Iterator[Hit]:
    """Less than the rate in force when the advert begins to run: as it is stated, or by the year and the hours."""
    offer, rates = _offer(subject), _rates(subject)
    if offer is None or rates is None:
        return
    least, group = _owed(subject, rates)
    too_little = [paid for paid in hourly(offer.sum, offer.period, offer.hours) if paid.quantize(_PENNY) < least]
    if too_little:
        paid = too_little[0]
        yield _with(
            offer.hit, hourly=f"£{paid.quantize(_PENNY)}", rate=f"£{least}", group=group, since=rates.since.isoformat()
        )


def cannot_rule_out(subject: Subject) -> Iterator[Hit]:
    """A yearly sum without hours that would be too little for full time."""
    offer, rates = _offer(subject), _rates(subject)
    if offer is None or rates is None or offer.period is not PayPeriod.YEAR or offer.hours is not None:
        return
    least = _owed(subject, rates)[0] * FULL_TIME_HOURS * WEEKS
    if offer.sum < least and not _PRO_RATA.search(_note(subject)):
        yield _with(offer.hit, sum=f"£{offer.sum:,}", least=f"£{least:,.2f}")


def before_april(subject: Subject) -> Iterator[Hit]:
    """The run crosses a change, and the pay is below the next rate, or that rate is not known yet."""
    offer = _offer(subject)
    first, last = subject.advert.run(subject.today)
    day = next_change(first)
    if offer is None or not first < day <= last:
        return
    paid, rates = _hourly(offer), in_force(day)
    if paid is None or (rates is None and paid > _much()):
        return
    if rates is None:
        yield _with(offer.hit, day=day.isoformat(), what=", and the new rate is not known here yet")
    elif paid.quantize(_PENNY) < rates.adult:
        yield _with(offer.hit, day=day.isoformat(), what=f" to £{rates.adult}")


def below_real_living_wage(subject: Subject) -> Iterator[Hit]:
    offer = _offer(subject)
    if offer is None or subject.today < REAL_LIVING_WAGE.since or _younger(subject):
        return
    paid = _hourly(offer)
    place = subject.vacancy.place
    capital = is_london(place.postcode, place.town)
    rate = REAL_LIVING_WAGE.london if capital else REAL_LIVING_WAGE.elsewhere
    rates = _rates(subject)
    if paid is not None and paid < rate and (rates is None or paid.quantize(_PENNY) >= rates.adult):
        yield _with(offer.hit, hourly=f"£{paid.quantize(_PENNY)}", rate=f"£{rate}", place="London" if capital else "UK")


def _hourly(offer: _Offer) -> Decimal | None:
    """The least an hour, at full time where the hours are not known; None for pay by the day."""
    return min(hourly(offer.sum, offer.period, offer.hours or FULL_TIME_HOURS), default=None)


def _rates(subject: Subject) -> Rates | None:
    return in_force(subject.advert.run(subject.today)[0])


def _much() -> Decimal:
    """More than any next rate has been above the last one."""
    return Decimal("1.15") * max(rates.adult for rates in table())


def _note(subject: Subject) -> str:
    return subject.vacancy.pay.note if subject.vacancy.pay else ""


def _younger(subject: Subject) -> bool:
    return subject.vacancy.contract is Contract.APPRENTICESHIP or bool(
        (
            subject.has(" 16", " 17", "18 20", "18 to 20", "under 18", "under 21", "age related")
            and _YOUNGER.search(subject.text[:20_000])
        )
        or _YOUNGER.search(_note(subject))
    )


def _owed(subject: Subject, rates: Rates) -> tuple[Decimal, str]:
    """The least that can be owed, and to whom: an apprentice, somebody young where the advert says so, anybody else."""
    if subject.vacancy.contract is Contract.APPRENTICESHIP or "apprentice" in subject.title.casefold():
        return rates.apprentice, "for apprentices"
    if _younger(subject):
        return rates.young, "for people under 18"
    return rates.adult, f"from the age of {rates.adult_age}"


def _offer(subject: Subject) -> _Offer | None:
    """The pay field, else the pay in the text. Only pounds; volunteers are not owed a wage."""
    if subject.vacancy.contract is Contract.VOLUNTEER:
        return None
    pay, hours = subject.vacancy.pay, subject.vacancy.weekly_hours
    week = Decimal(str(hours)) if hours else None
    if pay is not None and pay.known:
        if pay.currency != "GBP":
            return None
        if _PRO_RATA.search(pay.note) and (week is None or week < FULL_TIME_HOURS):
            week = FULL_TIME_HOURS if week is not None else None
        sum_ = pay.minimum if pay.minimum is not None else pay.maximum
        return None if sum_ is None else _Offer(sum_, pay.period, week, Hit("pay.min" if pay.minimum else "pay.max"))
    for first, last, each in stated(subject.text):
        least = each.minimum if each.minimum is not None else each.maximum
        if each.currency != "GBP" or each.period is None or each.assumed or least is None:
            continue
        rata = _PRO_RATA.search(subject.text[first:last])
        return _Offer(least, each.period, None if rata else (each.hours or week), subject.at(first, last))
    return None


def _with(hit: Hit, **details: object) -> Hit:
    return Hit(hit.field, hit.start, hit.end, details)
