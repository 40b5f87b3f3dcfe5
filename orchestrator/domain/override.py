"""What one board shows in place of a wording's own words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from .advert import Wording

FIELDS = ("title", "summary", "body")
"""The fields of a wording that a board may have of its own. The rest is the same everywhere."""


@dataclass(frozen=True, slots=True)
class Override:
    """A field that is None is as the wording says."""

    title: str | None = None
    summary: str | None = None
    body: str | None = None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that are the board's own."""
        return tuple(name for name in FIELDS if getattr(self, name) is not None)

    def over(self, base: Wording) -> Wording:
        """The text of the board."""
        return replace(base, **{name: getattr(self, name) for name in self.changed})


def difference(base: Wording, text: Wording, own: Collection[str] = FIELDS) -> Override:
    """What makes `text` of `base`, looking at the fields `own` only. Equal words are inherited, so that they follow."""
    changed = {name: getattr(text, name) for name in own if name in FIELDS}
    return Override(**{name: words for name, words in changed.items() if words != getattr(base, name)})
