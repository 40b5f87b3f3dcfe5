"""Pauses of the garbage collector: what is loaded for good is not looked through again and again while people wait."""

from __future__ import annotations

import gc

TIMES = 2
"""Whole collections after which what is left is taken to stay: lists of titles, rules, templates, all of it loaded when
it is first asked for. Later ones keep their hands off it; more would keep what merely was in use."""

THRESHOLD = 10_000
"""New objects after which the youngest are looked through. A page makes tens of thousands, and nearly all of them go by
themselves; of the usual 700, a whole collection came in every tenth page, in the midst of what it was made of."""


def shorten() -> None:
    """From now on, in this process. A whole collection takes a tenth of a second once everything is loaded, and less
    than a hundredth of that without what stays."""
    gc.set_threshold(THRESHOLD)
    left = TIMES

    def keep(phase: str, info: dict[str, int]) -> None:
        nonlocal left
        if phase == "stop" and info["generation"] == 2:
            gc.freeze()
            left -= 1
            if not left:
                gc.callbacks.remove(keep)

    gc.callbacks.append(keep)
