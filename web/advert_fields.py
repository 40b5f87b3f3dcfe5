"""What a board asks beyond the text, on its tab of the editor: from the adapter's data, with what holds if empty."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from orchestrator.boards.contract import Adapter
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.domain.errors import Reason
from orchestrator.domain.mapping import Rule, mapped
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.queries.board_choices import board_choices
from orchestrator.services.refused import Refused
from orchestrator.storage import mappings

from .access import callboard
from .filter import Option

PREFIX = "own-"
_ANY = Vacancy("Any", Place(""))
"""What the rules for everything else are asked about, where the advert sells no vacancy yet."""


@dataclass(frozen=True, slots=True)
class TabField:
    """`id` is its name in the form too. `value` empty: as the board's rules or its default say, which `hint` names."""

    id: str
    label: str
    value: str
    options: tuple[Option, ...]
    hint: str
    longest: int | None
    number: bool


def tab_fields(
    connection: Connection, employer: int | None, board: str, values: Mapping[str, str], sold: Sequence[Vacancy]
) -> tuple[TabField, ...]:
    """The fields of a board's tab; none on the text for all boards. `sold`: the vacancies of the advert."""
    registry = callboard().registry
    if not board or employer is None or board not in registry:
        return ()
    accounts = {each.id: each.board for each in board_choices(connection, employer) if each.board == board}
    rules = list(mappings.of_accounts(connection, accounts).values())
    return tuple(_field(each, values.get(each.name, ""), rules, sold) for each in _asked(registry[board]))


def typed_fields(form: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Name and value of those that were filled."""
    typed = (
        (name.removeprefix(PREFIX), form[name].replace("\0", "").strip()) for name in form if name.startswith(PREFIX)
    )
    return tuple(sorted((name, value) for name, value in typed if value))


def read_fields(adapter: Adapter, fields: Collection[tuple[str, str]]) -> None:
    """Raises Refused, by field of the form, for what the board would not take."""
    known = {each.name: each for each in _asked(adapter)}
    found = []
    for name, value in fields:
        if name not in known:
            found.append(Reason("", f"{adapter.label} has no field {name}; reload the page"))
            continue
        found += [Reason(PREFIX + name, reason.message) for reason in known[name].reasons(value)]
    if found:
        raise Refused(found)


def _asked(adapter: Adapter) -> list[Field]:
    return [each for each in adapter.fields if each.need is not Need.FORBIDDEN and not each.secret]


def _field(field: Field, value: str, rules: Sequence[Sequence[Rule]], sold: Sequence[Vacancy]) -> TabField:
    base = _base(field, rules, sold)
    options = tuple(Option(key, words) for key, words in field.choices.items())
    if options:
        options = (Option("", f"As the base: {base}"), *options)
    fixed = " Cannot be changed once it is published." if field.need is Need.IMMUTABLE else ""
    hint = f"{field.hint} Empty, it is the base: {base}.{fixed}"
    return TabField(
        PREFIX + field.name, field.label, value, options, hint.strip(), field.longest, field.kind is Kind.NUMBER
    )


def _base(field: Field, rules: Sequence[Sequence[Rule]], sold: Sequence[Vacancy]) -> str:
    """What the field gets without a word of the advert: by a rule for each vacancy, else the board's default."""
    found = [mapped(some, each).get(field.name) for some in rules for each in sold or [_ANY]]
    given = {each.gives if each else field.default for each in found} or {field.default}
    if len(given) > 1:
        return "by a rule, not the same for all vacancies"
    (one,) = given
    return field.choices.get(one, one) or "nothing"
