"""Pay and titles in the European Union (data/eu_pay.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from orchestrator import data

from .pay import known, paid, shown
from .sex import titles
from .subject import Hit, Subject

_AGREEMENT = re.compile(
    r"\b(?:collective (?:bargaining )?agreement|tarif\w*|kollektivvertrag\w*|convention collective|cao\b|ccnl"
    r"|convenio|inquadramento)\b",
    re.IGNORECASE,
)
_AUSTRIAN = re.compile(
    r"\b(?:kollektivvertrag\w*|kv[- ]|mindest(?:gehalt|lohn|entgelt)\w*|collective agreement|minimum (?:pay|salary))\b",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"\((?:[mwfdvxhg]\s?[/|*]\s?){1,3}[mwfdvxhg]\)|\b[HF]\s?/\s?[HF]\b|[*:_]in\b|/-?in\b|\bm/[wfv]\b|\binnen\b"
    r"|\(all genders\)",
    re.IGNORECASE,
)
_GENDERED = {
    "DE": re.compile(r"\b[A-ZÄÖÜ][\wäöüß]{3,30}(?:leiter|fahrer|pfleger|verkäufer|mitarbeiter|entwickler|berater"
                     r"|betreuer|helfer|arbeiter|techniker|lehrer|manager)(?:in)?\b|\b\w{3,20}(?:mann|frau"
                     r"|schwester)\b"),
    "AT": re.compile(r"\b[A-ZÄÖÜ][\wäöüß]{3,30}(?:leiter|fahrer|pfleger|verkäufer|mitarbeiter|entwickler|berater"
                     r"|betreuer|helfer|arbeiter|techniker|lehrer)(?:in)?\b|\b\w{3,20}(?:mann|frau|schwester)\b"),
    "FR": re.compile(r"\b(?:\w{3,20}(?:eur|euse|trice|ier|ière|ien|ienne)|technicien|assistante?|vendeu(?:r|se))\b",
                     re.IGNORECASE),
}  # fmt: skip


def no_pay(subject: Subject) -> Iterator[Hit]:
    """No pay; an error where the country asks for it in the advert itself."""
    if not paid(subject) or shown(subject):
        return
    for row in data.rows("eu_pay.csv"):
        since = date.fromisoformat(row["in_advert_from"])
        if row["country"] == subject.vacancy.place.country and since <= subject.today:
            yield Hit("pay", details={"where": f": {row['name']} asks for it in the advert"}, severity="error")
            return
    yield Hit("pay", details={"where": ""})


def gendered_title(subject: Subject) -> Iterator[Hit]:
    """A title in one sex only, by the habits of the language; English ones as in the United Kingdom."""
    if _NEUTRAL.search(subject.title):
        return
    named = next((hit for hit in titles(subject) if hit.field == "title"), None)
    if named:
        yield named
        return
    look = _GENDERED.get(subject.vacancy.place.country)
    if look and (found := look.search(subject.title[:300])):
        yield Hit("title", found.start(), found.end(), {"words": found[0]})


def no_agreement(subject: Subject) -> Iterator[Hit]:
    if known(subject) and not _AGREEMENT.search(subject.text):
        yield Hit("body")


def no_austrian_minimum(subject: Subject) -> Iterator[Hit]:
    if paid(subject) and not _AUSTRIAN.search(subject.text):
        yield Hit("pay")
