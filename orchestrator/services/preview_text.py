"""How a text reads once it is rendered, on a page that sets no limits of its own."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.callboard import Callboard
from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Reason, Rejected
from orchestrator.domain.offer import Mode
from orchestrator.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class TextPreview:
    """`title` and `html` as candidates see them (safe HTML), or the `reasons` why nothing can be shown."""

    title: str
    html: str
    reasons: tuple[Reason, ...] = ()


def preview_text(callboard: Callboard, employer: str, wording: Wording, vacancy: Vacancy) -> TextPreview | None:
    """The text as our own careers page would show it; None where no such page is installed."""
    pages = (each for each in callboard.registry.values() if each.mode is Mode.PAGE)
    adapter = next(pages, None)
    if adapter is None:
        return None
    try:
        variant = callboard.renderer.render(adapter, wording, vacancy, employer, {})
    except Rejected as rejected:
        return TextPreview(wording.title, "", rejected.reasons)
    return TextPreview(variant.slots.get("title", wording.title), variant.slots.get("body.html", ""))
