"""Which part of a wording's applications came from each board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from orchestrator.statistics.share import bounds, shares

UNATTRIBUTED = "unattributed"


def share_figures(boards: Sequence[Mapping[str, Any]], unattributed: int | None) -> list[dict[str, Any]]:
    """A line for each board in the order given, then always one for what no board can be given.

    `boards`: board, postings, known, applications (null: unknown, and then in no sum). Each line has `share` with
    its range for one look (`low`, `high`) and for all looks together (`ever_low`, `ever_high`), and, where some are
    unattributed, `least` and `most`: the share if none, and if all, of those were this board's. Null where there is
    none. With one source alone there is nothing to share.
    """
    known = [each for each in boards if each["applications"] is not None]
    counts = [each["applications"] for each in known] + ([] if unattributed is None else [unattributed])
    found = dict(zip((each["board"] for each in known), shares(counts), strict=False)) if len(counts) > 1 else {}
    total = sum(each["applications"] for each in known)
    lines = [
        {
            **each,
            **_share(found.get(each["board"])),
            **_bounds(each["applications"], total, unattributed),
        }
        for each in boards
    ]
    own = shares(counts)[-1] if unattributed is not None and len(counts) > 1 else None
    lines.append(
        {
            "board": UNATTRIBUTED, "postings": None, "known": None, "applications": unattributed, **_share(own),
            "least": None, "most": None,
        }
    )  # fmt: skip
    return lines


def _share(found: Any) -> dict[str, Any]:
    names = ("share", "low", "high", "ever_low", "ever_high")
    if found is None or found.share is None:
        return dict.fromkeys(names)
    return {name: round(getattr(found, name), 6) for name in names}


def _bounds(count: int | None, total: int, unattributed: int | None) -> dict[str, Any]:
    if count is None or not unattributed or not total + unattributed:
        return {"least": None, "most": None}
    least, most = bounds(count, total, unattributed)
    return {"least": round(least, 6), "most": round(most, 6)}
