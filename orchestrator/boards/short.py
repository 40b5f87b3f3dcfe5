"""Short texts for open channels: a few lines and the link, in what the channel allows."""

from __future__ import annotations

from .text import Measure, characters, cut

GAP = "\n\n"


def short(post: str, link: str, limit: int, *, measure: Measure = characters, link_size: int | None = None) -> str:
    """`post`, shortened after a word if need be, an empty line and `link`: at most `limit` units of `measure`.

    `link_size`: what the channel counts for a link, whatever its length.
    """
    room = limit - measure(GAP) - (measure(link) if link_size is None else link_size)
    return f"{cut(post, room, measure=measure)}{GAP}{link}"
