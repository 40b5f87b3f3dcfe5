"""What a board asks beyond the advert, as fields of a form. Made from the adapter's data and from nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from orchestrator.boards.contract import Adapter
from orchestrator.boards.field import Field, Kind, Need

from .filter import Option

PREFIX = "field-"
_KINDS = {Kind.NUMBER: "number", Kind.CHOICE: "choice", Kind.YES_NO: "flag"}


@dataclass(frozen=True, slots=True)
class BoardField:
    """`name` is unique on the page: the account stands in it. `kind`: text, number, choice, flag."""

    name: str
    label: str
    kind: str
    value: str
    options: tuple[Option, ...]
    optional: bool
    hint: str


def field_name(account: int, field: Field) -> str:
    """The name of a field's input."""
    return f"{PREFIX}{account}-{field.name}"


def board_fields(
    adapter: Adapter, account: int, sent: Mapping[str, str], ruled: Collection[str]
) -> tuple[BoardField, ...]:
    """The fields of one account, with what was sent, else the board's default; `ruled` ones have rules for that."""
    shown = (each for each in adapter.fields if each.need is not Need.FORBIDDEN)
    return tuple(_field(_ruled(each) if each.name in ruled else each, account, sent) for each in shown)


def field_values(adapter: Adapter, account: int, sent: Mapping[str, str], ruled: Collection[str]) -> dict[str, str]:
    """What was sent for one account, by the adapter's own names; empty ones are left out, `ruled` have no default."""
    values = {}
    for field in adapter.fields:
        name = field_name(account, field)
        value = sent.get(
            name, "" if field.name in ruled or _was_shown(adapter, account, sent) else field.default
        ).strip()
        if value:
            values[field.name] = value
    return values


def _was_shown(adapter: Adapter, account: int, sent: Mapping[str, str]) -> bool:
    """Whether the form that was sent had this account's fields: an unticked box sends nothing."""
    return any(field_name(account, field) in sent for field in adapter.fields)


def _ruled(field: Field) -> Field:
    """As it is asked for where rules fill it: it may stay empty."""
    hint = f"{field.hint} Left empty, the advert’s tab of this board or its rules fill it.".strip()
    need = field.need if field.need is Need.IMMUTABLE else Need.OPTIONAL
    return replace(field, need=need, default="", hint=hint)


def _field(field: Field, account: int, sent: Mapping[str, str]) -> BoardField:
    name = field_name(account, field)
    optional = field.need not in (Need.REQUIRED, Need.IMMUTABLE)
    options = tuple(Option(value, words) for value, words in field.choices.items())
    kind = "choice" if options else _KINDS.get(field.kind, "text")
    if kind == "choice" and optional:
        options = (Option("", "No choice"), *options)
    hint = field.hint + (" Cannot be changed once it is published." if field.need is Need.IMMUTABLE else "")
    return BoardField(name, field.label, kind, sent.get(name, field.default), options, optional, hint.strip())
