"""Which advert worked, from what each wording brought and what was usual for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orchestrator.statistics.prior import Counted
from orchestrator.statistics.ranking import rank

from .cells import cell

HEAD = ("advert", "wording", "postings", "known_for", "applications", "usual", "times_usual", "low", "high",
        "expected_rank")  # fmt: skip


def advert_figures(data: Mapping[str, Any]) -> dict[str, Any]:
    """Each wording in the order given, with its rank where something is usual for it.

    `data`: wordings [advert, wording, postings, known_for, applications or null, judged (the applications that are
    set against what is usual), usual (their sum; 0: nothing is)].
    """
    judged = [each for each in data["wordings"] if each["usual"] > 0]
    ranking = rank([Counted(each["judged"], each["usual"]) for each in judged]) if judged else None
    items = iter(ranking.items if ranking else ())
    lines = []
    for each in data["wordings"]:
        ranked = next(items) if each["usual"] > 0 else None
        own = ranked.posterior if ranked else None
        lines.append(
            {
                **{name: each[name] for name in HEAD[:5]},
                "usual": round(each["usual"], 2) or None,
                "times_usual": None if own is None else round(own.mean, 3),
                "low": None if own is None else round(own.low, 3),
                "high": None if own is None else round(own.high, 3),
                "expected_rank": None if ranked is None else round(ranked.expected_rank, 2),
            }
        )
    return {"wordings": lines}


def advert_rows(content: Mapping[str, Any]) -> list[list[str]]:
    """A line for each wording."""
    return [list(HEAD), *([cell(line[name]) for name in HEAD] for line in content["figures"]["wordings"])]
