"""What is said of boards comes from the adapters."""

from __future__ import annotations

from pathlib import Path

import pytest

import orchestrator
from orchestrator.boards import registry
from orchestrator.domain.offer import NATURAL, Mode
from orchestrator.domain.operation import Operation
from orchestrator.domain.reading import Metric
from orchestrator.queries.board_pages import HEADINGS, refreshed
from orchestrator.queries.boards import boards

PAGES = Path(orchestrator.__file__).parent.parent / "docs" / "boards"


def test_every_board_is_listed_by_name() -> None:
    found = boards(registry.load())
    assert [each.name for each in found] == sorted(registry.load())
    reed = next(each for each in found if each.name == "reed")
    assert (reed.mode, reed.countries, reed.counts) == (Mode.PUSH, ("GB",), (Metric.APPLICATION,))
    assert reed.repeatable[Operation.UPDATE] == NATURAL
    assert Operation.FIND not in reed.operations


def test_the_pages_are_up_to_date() -> None:
    for name, text in refreshed(registry.load(), PAGES).items():
        assert (PAGES / name).read_text(encoding="utf-8") == text, "run: callboard boards --pages docs/boards"


@pytest.mark.parametrize("name", sorted(registry.load()))
def test_every_board_has_a_page_with_all_headings(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == list(HEADINGS)
    assert "To be written" not in page


def test_a_page_keeps_what_people_wrote(tmp_path: Path) -> None:
    first = refreshed(registry.load(), tmp_path)["reed.md"]
    (tmp_path / "reed.md").write_text(first.replace("To be written.", "Mind the credits."), encoding="utf-8")
    assert "Mind the credits." in refreshed(registry.load(), tmp_path)["reed.md"]
    (tmp_path / "reed.md").write_text("# Reed\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for summary"):
        refreshed(registry.load(), tmp_path)
