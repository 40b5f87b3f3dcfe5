"""What a board's own field gets for a fact of the vacancy: rules that people write down once, for all postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .vacancy import Vacancy


class Fact(StrEnum):
    """The facts of a vacancy that decide a field."""

    CATEGORY = "category"
    CONTRACT = "contract"
    HOURS = "hours"
    REGION = "region"


_PLACES = {fact: place for place, fact in enumerate(Fact)}
Values = tuple[str, ...]
"""A vacancy's value of each fact, in the order of `Fact`; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`field` gets `gives` where `fact` is `value`; an empty `value` is the default, for everything else."""

    field: str
    fact: Fact
    value: str
    gives: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a field gets; `default`: no rule knew the vacancy's value."""

    gives: str
    default: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the rules of a field do for some vacancies; `unknown` are those no rule says anything for, by reference."""

    field: str
    by_rule: int
    by_default: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def of(self) -> int:
        return self.by_rule + len(self.by_default) + len(self.unknown)


def values_of(vacancy: Vacancy) -> Values:
    """What decides fields, of a vacancy."""
    return vacancy.category, vacancy.contract.value, vacancy.hours.value, vacancy.place.region


def said(values: Values, fact: Fact) -> str:
    """The value of a fact."""
    return values[_PLACES[fact]]


def same(value: str) -> str:
    """What two spellings of one value have in common: case and spaces do not count."""
    return " ".join(value.split()).casefold()


def mapped(rules: Iterable[Rule], vacancy: Vacancy) -> dict[str, Mapped]:
    """What each field gets; a field that no rule says anything for is left out.

    Of two rules for one value of a field the earlier counts: an account's own are given before its board's.
    """
    return _mapped(rules, values_of(vacancy))


def _mapped(rules: Iterable[Rule], values: Values) -> dict[str, Mapped]:
    found: dict[str, Mapped] = {}
    for rule in rules:
        known = found.get(rule.field)
        if not rule.value:
            found.setdefault(rule.field, Mapped(rule.gives, default=True))
        elif same(said(values, rule.fact)) == same(rule.value) and (known is None or known.default):
            found[rule.field] = Mapped(rule.gives, default=False)
    return found


def filled(rules: Iterable[Rule], vacancy: Vacancy, given: Mapping[str, str]) -> dict[str, str]:
    """The values of a board's fields: what a person gave for this posting, and the rules' for the others."""
    by_rule = {field: each.gives for field, each in mapped(rules, vacancy).items()}
    return by_rule | {field: value for field, value in given.items() if value or field not in by_rule}


def coverage(rules: Sequence[Rule], field: str, vacancies: Mapping[str, Values]) -> Coverage:
    """How the rules do for `vacancies`, by reference. Many share their values: those are looked at once."""
    given = {values: _mapped(rules, values).get(field) for values in set(vacancies.values())}
    found = {reference: given[values] for reference, values in vacancies.items()}
    default = tuple(reference for reference, each in found.items() if each is not None and each.default)
    unknown = tuple(reference for reference, each in found.items() if each is None)
    return Coverage(field, len(found) - len(default) - len(unknown), default, unknown)
