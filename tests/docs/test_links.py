"""Every link in the documents leads somewhere, and every decision and page is in its index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
LATER = {"docs/pictures/today.png"}
"""Pictures of the pages, taken when a version is made."""


def text(path: Path) -> str:
    """Without the examples, whose brackets are code."""
    return re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links(path: Path) -> Iterator[tuple[Path, str]]:
    for target in LINK.findall(text(path)):
        if "://" not in target and not target.startswith("mailto:"):
            name, _, anchor = target.partition("#")
            yield (path.parent / name).resolve() if name else path, anchor


def test_every_link_leads_somewhere() -> None:
    broken = []
    for document in DOCUMENTS:
        for target, anchor in links(document):
            name = target.relative_to(ROOT).as_posix()
            if name not in LATER and (not target.exists() or (anchor and anchor not in anchors(target))):
                broken.append(f"{document.relative_to(ROOT)} -> {name}#{anchor}")
    assert broken == []


def test_every_decision_is_in_the_index_and_has_its_parts() -> None:
    folder = ROOT / "docs" / "adr"
    linked = {target.name for target, _ in links(folder / "README.md")}
    decisions = {path.name for path in folder.glob("[0-9]*.md")}
    assert decisions <= linked
    for name in decisions:
        said = (folder / name).read_text(encoding="utf-8")
        assert re.search(r"^Status: (accepted|superseded by)", said, re.MULTILINE), name


def test_every_page_is_reached_from_the_index() -> None:
    start = ROOT / "docs" / "README.md"
    reached, waiting = {start}, [start]
    while waiting:
        for target, _ in links(waiting.pop()):
            if target.suffix == ".md" and target not in reached and target.exists():
                reached.add(target)
                waiting.append(target)
    assert set((ROOT / "docs").rglob("*.md")) <= reached
