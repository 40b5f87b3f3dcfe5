"""The table of the check page: vacancies down, boards across, and in each cell what stops that posting."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from orchestrator.domain.vacancy import VacancyState
from orchestrator.queries.adverts import AdvertRecord, UsedBy
from orchestrator.queries.link import Link
from orchestrator.rendering.pay_text import pay_text
from orchestrator.services.preflight import Stop
from orchestrator.services.preview import Previewed

from .spans import FIELDS

_IN_TEXT = frozenset({"title", "text", "body"})


@dataclass(frozen=True, slots=True)
class Cell:
    """`level`: ok, warn, stop or out."""

    level: str
    words: str
    fix: Link | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One vacancy; `cells` in the order of the boards."""

    vacancy_id: int
    name: str
    reference: str
    openings: int
    included: bool
    pay: Cell
    cells: tuple[Cell, ...]


def check_rows(
    advert: AdvertRecord,
    included: Collection[int],
    asked: Mapping[int, Collection[str]],
    shown: Sequence[Previewed],
) -> tuple[CheckRow, ...]:
    """A row for each open vacancy of the advert.

    `asked`: by chosen account, the names of its board's own fields.
    """
    everywhere = forbidden(shown)
    wrong = _wrong(shown)
    found = {(each.order.vacancy.id, each.order.account.id): each for each in shown}
    return tuple(
        CheckRow(
            each.id,
            f"{each.facts.title}, {each.facts.place.label}",
            each.reference,
            each.facts.openings,
            each.id in included,
            _pay(each, wrong.get(each.id, "")),
            tuple(
                _cell(found.get((each.id, account)), advert.id, names, everywhere, wrong=each.id in wrong)
                for account, names in asked.items()
            ),
        )
        for each in advert.vacancies
        if each.state is VacancyState.OPEN
    )


def forbidden(shown: Sequence[Previewed]) -> frozenset[Stop]:
    """What the advert rules forbid in the text of every posting: said once, above the table."""
    if not shown:
        return frozenset()
    common = frozenset.intersection(*(frozenset(each.stops) for each in shown))
    return frozenset(stop for stop in common if _in_text(stop))


def is_stopped(previewed: Previewed, everywhere: frozenset[Stop]) -> bool:
    """Is this posting stopped by what does not stop all of them?"""
    return bool(previewed.reasons) or bool(frozenset(previewed.stops) - everywhere)


def _in_text(stop: Stop) -> bool:
    return stop.finding.field.partition("[")[0] in FIELDS


def _wrong(shown: Sequence[Previewed]) -> dict[int, str]:
    """By vacancy, what its facts break: sentences."""
    found: dict[int, dict[str, None]] = {}
    for each in shown:
        for stop in each.stops:
            if not _in_text(stop):
                found.setdefault(each.order.vacancy.id, {})[f"{stop.finding.message} {stop.finding.fix}"] = None
    return {vacancy: " ".join(sentences) for vacancy, sentences in found.items()}


def _pay(used: UsedBy, wrong: str) -> Cell:
    if wrong:
        return Cell("stop", wrong, _facts(used.id, "Change the facts"))
    words = pay_text(used.facts.pay)
    return (
        Cell("ok", words)
        if words
        else Cell("warn", "Unknown. Adverts that name the pay bring more.", _facts(used.id, "Add pay"))
    )


def _cell(
    previewed: Previewed | None, advert_id: int, asked: Collection[str], everywhere: frozenset[Stop], *, wrong: bool
) -> Cell:
    if previewed is None:
        return Cell("out", "Left out")
    own = [stop.message for stop in previewed.stops if _in_text(stop) and stop not in everywhere]
    if own:
        return Cell("stop", " ".join(own), Link("Change the text", "advert", advert_id))
    if not previewed.reasons:
        return Cell("stop", "Stopped by its facts.") if wrong else Cell("ok", "Ready")
    order = previewed.order
    about = f"{order.account.label}, {order.vacancy.reference}: "
    words = ". ".join(_sentence(reason.message.removeprefix(about)) for reason in previewed.reasons)
    fields = {reason.field for reason in previewed.reasons}
    if fields & _IN_TEXT:
        return Cell("stop", f"{words}.", Link("Change the text", "advert", advert_id))
    if "approval" in fields:
        return Cell("stop", f"{words}.", Link("Ask for approval", "approval", advert_id))
    if "board" in fields or fields & set(asked):
        return Cell("stop", f"{words}.")
    return Cell("stop", f"{words}.", _facts(order.vacancy.id, "Change the facts"))


def _facts(vacancy: int, label: str) -> Link:
    return Link(label, "facts", vacancy)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".")
