"""What the boards' own fields get for the facts of a vacancy: one page a board, or one of its accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.boards.contract import Adapter
from orchestrator.domain.errors import Reason
from orchestrator.domain.mapping import Fact
from orchestrator.domain.permission import Action, authorise
from orchestrator.queries import accounts as accounts_query
from orchestrator.queries.accounts import Account
from orchestrator.queries.mapping import WORDS, FieldMapping, ValueLine, field_mappings
from orchestrator.services.refused import Refused
from orchestrator.services.save_mapping import save_mapping

from .access import authorised, callboard, may, user
from .filter import Option, word_of
from .frame import Frame
from .numbers import plural

blueprint = Blueprint("mapping", __name__, url_prefix="/boards/mapping")

FACTS = tuple(Option(fact.value, fact.value.capitalize()) for fact in Fact)
NAMED = 8
"""References named where the default was used or nothing was known."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `id` of its input, the words of the value, and what it gives."""

    id: str
    value: str
    words: str
    vacancies: int
    gives: str
    inherited: str


@dataclass(frozen=True, slots=True)
class Card:
    """One field of the board."""

    name: str
    label: str
    hint: str
    needed: bool
    options: tuple[Option, ...]
    fact: str
    free: bool
    lines: tuple[Line, ...]
    covered: str
    uncovered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MappingPage:
    """What `mapping.html` shows. `account` None: the rules of the board, for all its accounts."""

    board: str
    label: str
    account: Account | None
    may_change: bool
    facts: tuple[Option, ...]
    cards: tuple[Card, ...]


@blueprint.get("/<board>")
@authorised(Action.MAP_FIELDS)
def page(board: str) -> str:
    adapter, account = _asked(board)
    return _show(adapter, account)


@blueprint.post("/<board>")
@authorised(Action.MAP_FIELDS)
def save(board: str) -> Response | tuple[str, int]:
    """The rules of one field, all of them."""
    adapter, account = _asked(board)
    if not _may_change(account):
        abort(403)
    field, fact = request.form.get("field", ""), word_of(Fact, request.form.get("fact", ""))
    if fact is None:
        abort(400)
    values = request.form.getlist("value")
    gives = dict(zip(values, request.form.getlist("gives"), strict=False))
    more = request.form.get("more-value", "").strip()
    if more:
        gives[more] = request.form.get("more-gives", "")
    try:
        save_mapping(
            callboard(), user().name, board=board, account=account.id if account else None, field=field, fact=fact,
            gives=gives,
        )  # fmt: skip
    except Refused as refused:
        named = [Reason("", f"{_words(each.field)}: {each.message}") for each in refused.reasons]
        return _show(adapter, account, named), 422
    flash("Saved. Postings from now on get it; what is on the calendar stays as it is.", "success")
    return redirect(url_for("mapping.page", board=board, account=account.id if account else None), 303)


def _asked(board: str) -> tuple[Adapter, Account | None]:
    if board not in callboard().registry:
        abort(404)
    number = request.args.get("account", 0, int)
    if not number:
        return callboard().registry[board], None
    with callboard().database.read() as connection:
        found = accounts_query.account(connection, number)
    if found is None or found.board != board:
        abort(404)
    may(Action.MAP_FIELDS, found.employer_id)
    return callboard().registry[board], found


def _may_change(account: Account | None) -> bool:
    """Rules that other employers' postings follow too are changed only by somebody who sees them all."""
    shared = account is None or account.employer_id is None
    return authorise(user(), Action.MAP_FIELDS, account.employer_id if account else None) and not (
        shared and user().employer is not None
    )


def _show(adapter: Adapter, account: Account | None, errors: Sequence[Reason] = ()) -> str:
    frame: Frame = g.frame
    employer = user().employer or (account.employer_id if account else None) or frame.employer
    asked = {name.removeprefix("by-"): word_of(Fact, value) for name, value in request.args.items()}
    facts = {name: fact for name, fact in asked.items() if fact is not None}
    with callboard().database.read() as connection:
        found = field_mappings(connection, adapter, account.id if account else None, employer, facts)
    page = MappingPage(adapter.name, adapter.label, account, _may_change(account), FACTS, tuple(map(_card, found)))
    return render_template("mapping.html", page=page, errors=errors)


def _card(found: FieldMapping) -> Card:
    field, covered = found.field, found.coverage
    options = tuple(Option(value, words) for value, words in field.choices.items())
    open = plural(covered.of, "open vacancy", "open vacancies")
    parts = [f"{covered.by_rule} by a rule", f"{len(covered.by_default)} by the default"]
    parts += [f"{len(covered.unknown)} without either"] if covered.unknown else []
    uncovered = covered.by_default + covered.unknown
    return Card(
        field.name,
        field.label,
        field.hint,
        bool(field.need.value in ("required", "immutable")),
        (Option("", "No rule"), *options) if options else (),
        found.fact.value,
        found.fact not in WORDS,
        tuple(_line(field.name, number, each, dict(field.choices)) for number, each in enumerate(found.lines)),
        f"Of {open}: {', '.join(parts)}." if covered.of else "No vacancy is open.",
        uncovered[:NAMED] + ((f"{len(uncovered) - NAMED} more",) if len(uncovered) > NAMED else ()),
    )


def _line(field: str, number: int, line: ValueLine, choices: dict[str, str]) -> Line:
    return Line(
        f"{field}-{number}",
        line.value,
        _words(line.value),
        line.vacancies,
        line.gives,
        choices.get(line.inherited, line.inherited),
    )


def _words(value: str) -> str:
    return value.replace("_", " ") or "Everything else"
