"""docs/importing.md names every key and every column that is read."""

from __future__ import annotations

import re
from pathlib import Path

from orchestrator.intake.advert_file import KEYS
from orchestrator.intake.headers import ALIASES

PAGE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")


def test_every_key_of_an_advert_file_is_described() -> None:
    cells = re.findall(r"^\| ([a-z_, ]+) \|", PAGE.partition("## JobPosting")[0], re.MULTILINE)
    assert {name for cell in cells for name in cell.split(", ")} - {"key"} == set(KEYS)


def test_the_table_of_columns_is_the_one_that_is_used() -> None:
    for field, aliases in ALIASES.items():
        assert f"| {field} | {', '.join(aliases)} |" in PAGE
