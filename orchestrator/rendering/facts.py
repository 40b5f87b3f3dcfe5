"""A vacancy's facts as JSON: what is stored with a variant, so that it can be read as it was rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Contract, Hours, Vacancy

Json = dict[str, Any]  # what `json` reads and writes; its shape is that of `Vacancy`


def facts(of: Vacancy) -> Json:
    """All fields by name. Amounts and dates are text, so that they come back exactly."""
    found = _plain(of)
    if of.pay is not None:
        found["pay"] = _plain(of.pay) | {"minimum": _text(of.pay.minimum), "maximum": _text(of.pay.maximum)}
    found["closes_on"] = _text(of.closes_on)
    found["place"] = _plain(of.place) | {"remote_in": list(of.place.remote_in)}
    found["apply"] = _plain(of.apply)
    for name in _LISTS:
        found[name] = list(found[name])
    return found


def vacancy(found: Mapping[str, Any]) -> Vacancy:
    """The inverse of `facts`. A name that is not there keeps its default; one that is unknown is left out."""
    values = {name: value for name, value in found.items() if name in _NAMES}
    place = dict(values["place"])
    values["place"] = Place(**place | {"remote_in": tuple(place.get("remote_in", ()))})
    if (pay := values.get("pay")) is not None:
        values["pay"] = Pay(
            minimum=_decimal(pay["minimum"]),
            maximum=_decimal(pay["maximum"]),
            currency=pay["currency"],
            period=PayPeriod(pay["period"]),
            note=pay["note"],
        )
    values |= {name: tuple(values[name]) for name in _LISTS if name in values}
    values |= {name: read(values[name]) for name, read in _READERS.items() if values.get(name) is not None}
    return Vacancy(**values)


_NAMES = frozenset(each.name for each in fields(Vacancy))
_LISTS = ("must_haves", "desirables", "checks")
_READERS: dict[str, Callable[[Any], object]] = {
    "contract": Contract,
    "hours": Hours,
    "apply": lambda value: Apply(**value),
    "closes_on": date.fromisoformat,
}


def _plain(of: Vacancy | Pay | Place | Apply) -> Json:
    """One level only: `asdict` copies deeply, which takes ten times as long."""
    return {name: getattr(of, name) for name in of.__dataclass_fields__}


def _text(value: Decimal | date | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
