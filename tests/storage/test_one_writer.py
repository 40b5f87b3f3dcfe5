"""Facts, and what is added up from them, are written in one place: whoever writes a fact cannot forget the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CODE = ("orchestrator", "adapters", "worker", "web", "benchmarks", "tests")
WRITERS = {
    "fact": "orchestrator/storage/facts.py",
    "course": "orchestrator/storage/courses.py",
    "posting_month": "orchestrator/storage/tallies.py",
    "tally": "orchestrator/storage/tallies.py",
    "day_tally": "orchestrator/storage/tallies.py",
    "history": "orchestrator/storage/histories.py",
}
PAST_IT = {"tests/counting/test_window.py", "benchmarks/desk_rows.py"}
"""One forgets all facts and has them made again; the other puts a year of them there, and has the rest follow anew."""


def writes(table: str) -> re.Pattern[str]:
    """SQL, SQLAlchemy, and the name handed to whoever makes a statement of it."""
    return re.compile(
        rf"(?:insert into|update|delete from|copy|merge into|truncate)\s+{table}\b"
        rf"|\bt\.{table}\.(?:insert|update|delete)\(|\b(?:insert|update|delete)\(t\.{table}\)"
        rf"|_Rollup\(\s*\"{table}\"|_copy\(connection, \"{table}\""
    )


@pytest.mark.parametrize("table", WRITERS)
def test_one_file_writes_it(table: str) -> None:
    pattern = writes(table)
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in CODE
        for path in (ROOT / folder).rglob("*.py")
        if pattern.search(path.read_text(encoding="utf-8").lower().replace("_rollup", "_Rollup"))
    }
    assert found - PAST_IT == {WRITERS[table]}


def test_whoever_writes_facts_has_the_rest_follow() -> None:
    source = (ROOT / WRITERS["fact"]).read_text(encoding="utf-8")
    functions = re.split(r"^(?=def )", source, flags=re.MULTILINE)[1:]
    writing = [each for each in functions if "_begin(connection)" in each]
    assert len(writing) == 4
    assert all("summaries.follow(connection)" in each for each in writing)
