"""What a new account is made of: the boards to choose from, or the form of the one that was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orchestrator.boards.contract import Adapter, Tests
from orchestrator.boards.preset import Preset
from orchestrator.boards.registry import Group, Registry, group, operations
from orchestrator.domain.offer import Mode
from orchestrator.queries.boards import metrics

from .account_form import Entry
from .account_form import entries as entries_of
from .filter import Filter


@dataclass(frozen=True, slots=True)
class NewPage:
    """What `board_new.html` shows: the boards to choose from, or the form of the one that was chosen."""

    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    board: str
    label: str
    name: str
    entries: tuple[Entry, ...]
    employers: Filter | None
    presets: tuple[Preset, ...]
    preset: Preset | None


def new_page(registry: Registry, board: str, form: Mapping[str, str], chosen: str, employers: Filter | None) -> NewPage:
    """`form` is what was typed; `chosen` names a preset that fills it in."""
    known = sorted(registry.values(), key=lambda each: each.label)
    groups = tuple(
        (words, tuple((each.name, each.label, _how(each)) for each in known if group(each) is which))
        for which, words in ((Group.BOARD, "Boards"), (Group.CHANNEL, "Channels"))
    )
    offered: tuple[Preset, ...] = getattr(registry[board], "presets", ()) if board else ()
    preset = next((each for each in offered if each.name == chosen), None)
    typed = form if preset is None else preset.settings
    entries = entries_of(registry[board], typed, stored=False) if board else ()
    label = registry[board].label if board else ""
    name = preset.label if preset else form.get("label", "")
    return NewPage(groups, board, label, name, entries, employers, offered, preset)


def _how(adapter: Adapter) -> str:
    """What the board's interface offers, in a few words."""
    if adapter.mode is Mode.BY_HAND:
        return "Checklist with proof"
    kind = {Mode.FEED: "It fetches a feed", Mode.PAGE: "Pages of our own"}.get(adapter.mode, "We send each advert")
    words = sorted(each.value for each in operations(adapter) if each.changes)
    words += ["counts"] if metrics(adapter) else []
    words += ["login test"] if isinstance(adapter, Tests) else []
    return f"{kind}: {', '.join(words)}"
