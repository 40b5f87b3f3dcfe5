"""What one board shows in place of a wording's own words, and what it gets in fields of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .advert import Wording

FIELDS = ("title", "summary", "body")
"""The fields of a wording that a board may have of its own. The rest is the same everywhere."""


@dataclass(frozen=True, slots=True)
class Override:
    """A field that is None is as the wording says.

    `fields`: values of the board's own fields (of its adapter), by name; what is not among them the board's rules fill.
    """

    title: str | None = None
    summary: str | None = None
    body: str | None = None
    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def kept(cls, values: Mapping[str, Any]) -> Override:
        """Of what `dataclasses.asdict` gave, after a way through JSON."""
        return cls(**{**values, "fields": tuple((name, value) for name, value in values.get("fields", ()))})

    @property
    def empty(self) -> bool:
        return self == Override()

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields of the wording that are the board's own."""
        return tuple(name for name in FIELDS if getattr(self, name) is not None)

    def over(self, base: Wording) -> Wording:
        """The text of the board."""
        return replace(base, **{name: getattr(self, name) for name in self.changed})


def difference(
    base: Wording, text: Wording, own: Collection[str] = FIELDS, fields: Collection[tuple[str, str]] = ()
) -> Override:
    """What makes `text` of `base`, looking at the fields `own` only. Equal words are inherited, so that they follow.

    `fields` are the values of the board's own fields.
    """
    changed = {name: getattr(text, name) for name in own if name in FIELDS}
    words = {name: each for name, each in changed.items() if each != getattr(base, name)}
    return Override(**words, fields=tuple(sorted(fields)))
