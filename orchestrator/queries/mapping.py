"""What a board's own fields get for the facts of open vacancies, and for how many only the default knows something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from orchestrator.boards.contract import Adapter
from orchestrator.boards.field import Field, Need
from orchestrator.domain.mapping import Coverage, Fact, Rule, Values, coverage, said, same
from orchestrator.domain.vacancy import Contract, Hours, VacancyState
from orchestrator.storage import mappings
from orchestrator.storage import tables as t

WORDS: Mapping[Fact, tuple[str, ...]] = {Fact.CONTRACT: tuple(Contract), Fact.HOURS: tuple(Hours)}
"""The facts that have a fixed set of values; the others are what people write."""


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of a fact: how many open vacancies have it, what is written down here, and what holds otherwise.

    `value` is empty for everything else, whose `vacancies` are those that no line names.
    """

    value: str
    vacancies: int
    gives: str
    inherited: str


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """One field of the board, by one fact. `coverage` is of the rules in force, whichever fact they are by."""

    field: Field
    fact: Fact
    lines: tuple[ValueLine, ...]
    coverage: Coverage


def field_mappings(
    connection: Connection,
    adapter: Adapter,
    account_id: int | None,
    employer: int | None,
    facts: Mapping[str, Fact] | None = None,
) -> list[FieldMapping]:
    """The board's fields that may be filled, with the rules of one account (None: of the board itself).

    Coverage counts the open vacancies of `employer` (None: of all). `facts` shows a field by another fact than the
    one its rules are by.
    """
    own = mappings.own(connection, adapter.name, account_id)
    force = mappings.rules(connection, adapter.name, account_id)
    vacancies = open_vacancies(connection, employer)
    return [
        _field(each, own, force, vacancies, (facts or {}).get(each.name))
        for each in adapter.fields
        if each.need is not Need.FORBIDDEN
    ]


def open_vacancies(connection: Connection, employer: int | None) -> dict[str, Values]:
    """What decides fields, of open vacancies by reference."""
    v = t.vacancy.c
    query = select(v.reference, v.category, v.contract, v.hours, v.region).where(v.state == VacancyState.OPEN)
    if employer is not None:
        query = query.where(v.employer_id == employer)
    return {row[0]: tuple(row[1:]) for row in connection.execute(query.order_by(v.id))}


def _field(
    field: Field, own: Sequence[Rule], force: Sequence[Rule], vacancies: Mapping[str, Values], asked: Fact | None
) -> FieldMapping:
    known = [rule for rule in force if rule.field == field.name]
    fact = asked or (known[0].fact if known else Fact.CATEGORY)
    by_fact = [rule for rule in known if rule.fact is fact]
    here = {same(rule.value): rule for rule in own if rule.field == field.name and rule.fact is fact}
    above = {same(rule.value): rule for rule in by_fact if rule not in own}
    spellings = Counter(said(each, fact) for each in vacancies.values())
    names = {same(value): value for value in sorted(spellings)}
    names |= {same(value): value for value in WORDS.get(fact, ())}
    names |= {same(rule.value): rule.value for rule in by_fact}
    names.pop("", None)
    number: Counter[str] = Counter()
    for value, times in spellings.items():
        number[same(value)] += times
    lines = [_line(value, number[key], key, here, above) for key, value in sorted(names.items())]
    rest = sum(count for key, count in number.items() if key not in here and key not in above)
    lines.append(_line("", rest, "", here, above))
    return FieldMapping(field, fact, tuple(lines), coverage(known, field.name, vacancies))


def _line(value: str, vacancies: int, key: str, here: Mapping[str, Rule], above: Mapping[str, Rule]) -> ValueLine:
    gives = here[key].gives if key in here else ""
    inherited = above[key].gives if key in above else ""
    return ValueLine(value, vacancies, gives, inherited)
