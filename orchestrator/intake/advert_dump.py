"""A draft written as an advert file, so that `load` reads back what was written."""

from __future__ import annotations

from decimal import Decimal

import yaml

from orchestrator.domain.pay import Pay
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply

from .draft import Draft


class _Dumper(yaml.SafeDumper):
    """Sums as plain numbers, lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _sum(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    kind = "int" if value == value.to_integral_value() else "float"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", format(value.normalize(), "f"))


_Dumper.add_representer(Decimal, _sum)


def dump(draft: Draft) -> str:
    """The file of a draft. Keys that have nothing to say are left out; notes are not written."""
    said = yaml.dump(front(draft), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)
    return f"---\n{said}---\n" + (f"\n{draft.wording.body}\n" if draft.wording else "")


def front(draft: Draft) -> dict[str, object]:
    """The keys of the front matter that have something to say, in the order of a file."""
    vacancy, wording = draft.vacancy, draft.wording
    keys: dict[str, object] = {
        "title": vacancy.title,
        "employer": draft.employer,
        "advert": draft.advert,
        "place": _place(vacancy.place),
        "pay": _pay(vacancy.pay),
        "contract": vacancy.contract.value,
        "hours": vacancy.hours.value,
        "weekly_hours": None if vacancy.weekly_hours is None else Decimal(f"{vacancy.weekly_hours:.2f}"),
        "openings": vacancy.openings if vacancy.openings != 1 else None,
        "summary": wording.summary if wording else "",
        "must_haves": list(vacancy.must_haves),
        "desirables": list(vacancy.desirables),
        "benefits": list(wording.benefits) if wording else [],
        "checks": list(vacancy.checks),
        "similar_titles": list(wording.similar_titles) if wording else [],
        "apply": _apply(vacancy.apply),
        "requisition": vacancy.requisition,
        "category": vacancy.category,
        "closes": vacancy.closes_on,
        "publish": draft.starts,
        "expires": draft.ends,
    }
    return {key: value for key, value in keys.items() if value not in ("", None, [], {})}


def _place(place: Place) -> dict[str, object]:
    said = {
        "town": place.town,
        "region": place.region,
        "postcode": place.postcode,
        "street": place.street,
        "country": place.country,
    }
    found: dict[str, object] = {key: value for key, value in said.items() if value}
    found |= {"remote": True} if place.remote else {}
    return found | ({"remote_in": list(place.remote_in)} if place.remote_in else {})


def _pay(pay: Pay | None) -> dict[str, object]:
    if pay is None:
        return {}
    said = {
        "min": pay.minimum,
        "max": pay.maximum,
        "currency": pay.currency,
        "period": pay.period.value,
        "note": pay.note,
    }
    return {key: value for key, value in said.items() if value}


def _apply(apply: Apply) -> object:
    if apply.url and apply.email:
        return {"url": apply.url, "email": apply.email}
    return apply.url or apply.email
