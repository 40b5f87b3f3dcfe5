"""A way on from a line: what it is called, and the kind and id of the thing it leads to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """`kind` is a word of `web.links.TARGETS`; a page turns it into an address, a command into a reference."""

    label: str
    kind: str
    id: int | str
