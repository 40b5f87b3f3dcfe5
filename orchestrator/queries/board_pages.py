"""The documentation of the boards: what the adapters declare, put between the notes that people write.

In a page, the text between `<!-- limits -->` and `<!-- /limits -->` is written anew; all other text is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from orchestrator.boards.account_fields import account_fields
from orchestrator.boards.contract import Adapter
from orchestrator.boards.field import Field, Need
from orchestrator.boards.inbound import Hears
from orchestrator.boards.limits import Length
from orchestrator.boards.registry import Group, Registry
from orchestrator.domain.offer import NATURAL
from orchestrator.domain.operation import Operation

from .boards import BoardSummary, boards, metrics, summary

HEARS = (
    "It may send each application to the account's secret address, which passes it on to the employer and counts it: "
    "see [Applications that boards send](../operations.md#applications-that-boards-send)."
)
HEADINGS = ("Set up", "Settings", "Limits", "Quirks", "Counts", "Unverified")


def refreshed(registry: Registry, folder: Path) -> dict[str, str]:
    """The pages by file name as they should be, `README.md` with the matrix included. Reads those that are there."""
    tables = {"matrix": matrix(registry, Group.BOARD), "channels": matrix(registry, Group.CHANNEL)}
    pages = {"README.md": _filled(_read(folder / "README.md", _FRONT), tables)}
    for name in sorted(registry):
        adapter = registry[name]
        pages[f"{name}.md"] = _filled(_read(folder / f"{name}.md", _blank(adapter)), blocks(adapter))
    return pages


def matrix(registry: Registry, group: Group) -> str:
    """One line a board of the group, one column an operation."""
    columns = [operation.value.replace("_", " ") for operation in Operation]
    rows = [["Board", "How", "Countries", *columns, "counts"]]
    return _table(rows + [_row(each) for each in boards(registry) if each.group is group])


def _row(board: BoardSummary) -> list[str]:
    return [
        f"[{board.label}]({board.name}.md)",
        board.mode.replace("_", " "),
        ", ".join(board.countries) or "any",
        *("yes" if operation in board.operations else "–" for operation in Operation),
        ", ".join(metric.replace("_", " ") for metric in board.counts) or "–",
    ]


def blocks(adapter: Adapter) -> dict[str, str]:
    """The generated parts of a board's page by name."""
    counted = ", ".join(metric.replace("_", " ") for metric in metrics(adapter))
    reported = f"The board reports: {counted}." if counted else "The board reports no counts."
    return {
        "summary": _summary(adapter),
        "settings": _fields("Account", account_fields(adapter)) + "\n\n" + _fields("Advert", adapter.fields),
        "limits": _limits(adapter),
        "counts": " ".join(part for part in (reported, HEARS if isinstance(adapter, Hears) else "") if part),
        "unverified": _list(adapter.unverified) or "Nothing.",
    }


def _summary(adapter: Adapter) -> str:
    board = summary(adapter)
    repeatable = (f"{operation.value} ({_age(age)})" for operation, age in board.repeatable.items())
    return _list(
        [
            f"How: {board.mode.replace('_', ' ')}" + (", a channel" if board.group is Group.CHANNEL else ""),
            f"Countries: {', '.join(board.countries) or 'any'}",
            f"Operations: {', '.join(board.operations)}",
            f"May be repeated after an unknown outcome: {', '.join(repeatable) or 'nothing'}",
            f"Audience: `{board.audience}`",
        ]
    )


def _fields(whose: str, fields: tuple[Field, ...]) -> str:
    if not fields:
        return f"{whose}: nothing to set."
    rows = [[whose, "Name", "Needed", "Values", "Hint"]]
    for each in fields:
        needed = each.need.value + (", secret" if each.secret else "")
        values = "; ".join(f"`{value}` {words}" for value, words in each.choices.items()) or each.kind.value
        rows.append([each.label, f"`{each.name}`", needed, values, each.hint or "–"])
    return _table(rows)


def _limits(adapter: Adapter) -> str:
    limits = adapter.limits
    lines = [f"`{slot}`: {_length(length)}" for slot, length in limits.slots.items()]
    lines.append(f"HTML elements: {', '.join(sorted(limits.tags)) or 'none, plain text'}")
    if limits.lifetime is not None:
        lines.append(f"Longest run: {limits.lifetime.days} days")
    if not limits.contact_details:
        lines.append("E-mail addresses, links and telephone numbers are taken out of the text")
    lines.append(f"Requests: {limits.rate * 60:,.0f} a minute, {limits.burst} at once, {limits.concurrency} open")
    required = [each.label for each in adapter.fields if each.need is Need.REQUIRED]
    if required:
        lines.append(f"Must be filled in for each advert: {', '.join(required)}")
    return _list(lines)


def _length(length: Length) -> str:
    if length.most is None:
        return f"at least {length.least:,} {length.unit}"
    return f"{length.least:,} to {length.most:,} {length.unit}"


def _age(age: timedelta) -> str:
    return "always" if age == NATURAL else f"for {age / timedelta(hours=1):g} hours"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(rows: list[list[str]]) -> str:
    head, *body = (" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows)
    return "\n".join(f"| {line} |" for line in (head, " | ".join("---" for _ in rows[0]), *body))


def _read(file: Path, otherwise: str) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else otherwise


def _filled(page: str, parts: dict[str, str]) -> str:
    """Raises ValueError for a page that has lost the place of a part."""
    for name, part in parts.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(page):
            raise ValueError(f"a page has no place for {name}: it needs <!-- {name} --> and <!-- /{name} -->")
        page = pattern.sub(lambda found, part=part: f"{found[1]}{part}\n{found[2]}", page)  # type: ignore[misc]
    return page


def _place(name: str) -> str:
    return f"<!-- {name} -->\n<!-- /{name} -->\n"


_FRONT = f"# Boards\n\n{_place('matrix')}\n## Channels\n\n{_place('channels')}"


def _blank(adapter: Adapter) -> str:
    """A page for a board that has none yet."""
    page = f"# {adapter.label}\n\n{_place('summary')}"
    generated = {"Settings", "Limits", "Counts", "Unverified"}
    for heading in HEADINGS:
        page += f"\n## {heading}\n\n" + (_place(heading.lower()) if heading in generated else "To be written.\n")
    return page
