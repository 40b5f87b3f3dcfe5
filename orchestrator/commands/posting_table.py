"""Postings on a terminal, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..queries.postings import PostingLine


def row(line: PostingLine) -> dict[str, Any]:
    """One posting; times are ISO 8601."""
    return {
        "reference": line.reference,
        "title": line.title,
        "place": line.place,
        "board": line.board,
        "account": line.account,
        "practice": line.practice,
        "state": line.status.value,
        "reason": line.reason,
        "cause": line.cause.value if line.cause else None,
        "starts_at": line.starts_at.isoformat(),
        "ends_at": line.ends_at.isoformat() if line.ends_at else None,
        "external_id": line.external_id,
        "url": line.url,
        "attempts": line.attempts,
    }


def show(lines: Sequence[PostingLine]) -> None:
    """A table; the reason goes with the state."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Reference", "Vacancy", "Account", "State", "Starts (UTC)"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        state = f"{line.status.value.replace('_', ' ')}{f': {line.reason}' if line.reason else ''}"
        starts = f"{line.starts_at:%Y-%m-%d %H:%M}"
        table.add_row(
            line.reference, escape(f"{line.title}, {line.place}"), escape(line.account), escape(state), starts
        )
    Console().print(table)
