"""What is typed in the editor, as the board in hand would show it."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.boards import html
from orchestrator.boards.contract import Adapter
from orchestrator.domain.offer import Mode
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.rendering.pay_text import pay_text
from orchestrator.services.preview_text import Use, preview_text

from .access import callboard
from .advert_form import AdvertText
from .filter import Filter, Option

TEXTS = ("body.html", "body", "body.txt", "post")
"""Slots that may hold what candidates read, the fullest first."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The text as candidates read it. `look`: page, post or form, how such a board sets it; `body_html` is safe.

    `cut`: what the board takes of the title, where that is less; `problems` are why it would be refused.
    """

    board: str
    look: str
    title: str
    cut: str
    meta: tuple[str, ...]
    body_html: str
    text: str
    uses: tuple[Use, ...]
    problems: tuple[str, ...]
    vacancies: Filter | None


def preview_of(
    employer: str, text: AdvertText, board: Adapter | None, facts: list[tuple[int, Vacancy]], asked: int | None = None
) -> Preview | None:
    """The preview for one of the vacancies, the one that was `asked` for; None where nothing is written yet."""
    wording = text.wording
    if not wording.title or not wording.body:
        return None
    number, vacancy = next(
        (each for each in facts if each[0] == asked),
        facts[0] if facts else (0, Vacancy(wording.title, Place("Place of the vacancy"))),
    )
    shown = preview_text(callboard(), employer, wording, vacancy, board.name if board else "")
    if shown is None:
        return None
    slot = next((name for name in TEXTS if name in shown.slots), "")
    words = shown.slots.get(slot, "")
    title = shown.slots.get("title", "")
    most = next((use.most for use in shown.uses if use.slot == "title" and use.unit == "characters"), None)
    marked = slot == "body.html" and bool(board is None or board.limits.tags)
    return Preview(
        board=board.label if board else "Careers page",
        look=_look(board, slot),
        title=title,
        cut=title[:most] if most is not None and len(title) > most else "",
        meta=(
            f"{employer} · {vacancy.place.label}",
            pay_text(vacancy.pay) or ("Pay unknown" if facts else "Pay of the vacancy"),
        ),
        body_html=html.limit_tags(words, board.limits.tags) if marked and board else words if marked else "",
        text="" if marked else words,
        uses=shown.uses,
        problems=tuple(f"{each.message[:1].upper()}{each.message[1:]}" for each in shown.reasons),
        vacancies=_choice(facts, number),
    )


def _look(board: Adapter | None, slot: str) -> str:
    if board is not None and board.mode is Mode.BY_HAND:
        return "form"
    return "post" if slot == "post" else "page"


def _choice(facts: list[tuple[int, Vacancy]], number: int) -> Filter | None:
    """For which vacancy, where there are several."""
    if len(facts) < 2:
        return None
    options = tuple(Option(str(id), each.place.label or each.title) for id, each in facts)
    return Filter("shown", "Shown for", str(number), options)
