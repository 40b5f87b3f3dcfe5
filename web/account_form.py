"""The form of a board account, made from what its adapter declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orchestrator.boards.account_fields import account_fields
from orchestrator.boards.contract import Adapter
from orchestrator.boards.field import Field, Kind, Need

from .filter import Option

TYPES = {Kind.EMAIL: "email", Kind.URL: "url"}
LINES = {Kind.CERTIFICATE: 8}
"""Of those that are longer than one: a password's input would swallow the line breaks."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One field. `value` is what was typed or is set; a secret's is never shown, `stored` says that there is one."""

    name: str
    label: str
    hint: str
    type: str
    optional: bool
    value: str
    options: tuple[Option, ...]
    secret: bool
    readonly: bool
    inputmode: str
    lines: int


def entries(adapter: Adapter, values: Mapping[str, str], *, stored: bool) -> tuple[Entry, ...]:
    """The fields in the adapter's order; `stored`: the account is there already, and so are its secrets."""
    return tuple(_entry(each, values, stored) for each in account_fields(adapter) if each.need is not Need.FORBIDDEN)


def read(adapter: Adapter, form: Mapping[str, str]) -> dict[str, str]:
    """The values of a posted form by field; what is not a field of the board is left out."""
    return {
        each.name: form.get(each.name, "").strip()
        for each in account_fields(adapter)
        if each.need is not Need.FORBIDDEN
    }


def _entry(field: Field, values: Mapping[str, str], stored: bool) -> Entry:
    kept = "Stored. Leave it empty to keep it." if field.secret and stored else ""
    return Entry(
        name=field.name,
        label=field.label,
        hint=" ".join(part for part in (field.hint, kept) if part),
        type="password" if field.secret else TYPES.get(field.kind, "text"),
        optional=field.need is Need.OPTIONAL,
        value="" if field.secret else values.get(field.name, "" if stored else field.default),
        options=_options(field),
        secret=field.secret,
        readonly=field.need is Need.IMMUTABLE and stored and bool(values.get(field.name)),
        inputmode="decimal" if field.kind is Kind.NUMBER else "",
        lines=LINES.get(field.kind, 1),
    )


def _options(field: Field) -> tuple[Option, ...]:
    none = (Option("", "Choose one"),) if field.need is not Need.OPTIONAL else (Option("", "None"),)
    if field.kind is Kind.YES_NO:
        return (*none, Option("yes", "Yes"), Option("no", "No"))
    return (*none, *(Option(value, words) for value, words in field.choices.items())) if field.choices else ()
