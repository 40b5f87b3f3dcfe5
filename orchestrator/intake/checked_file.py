"""What is said of an advert file, for programs: on the command line and over HTTP alike."""

from __future__ import annotations

from collections.abc import Iterable

from orchestrator.domain.finding import Finding

from .advert_file import AdvertFile
from .problem import Problem


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Why a file cannot be read, in plain values."""
    return [
        {"line": problem.mark.line, "column": problem.mark.column, "field": problem.field,
         "message": problem.message, "accepted": problem.accepted, "nearest": problem.nearest}
        for problem in problems
    ]  # fmt: skip


def finding_rows(source: str, advert: AdvertFile, findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings in plain values. `start` and `end` are characters of the file, line feeds counted as one."""
    return [_row(source, advert, finding) for finding in findings]


def _row(source: str, advert: AdvertFile, finding: Finding) -> dict[str, object]:
    mark = advert.locate(finding.field, finding.start)
    start = sum(len(line) + 1 for line in source.split("\n", mark.line)[: mark.line - 1]) + mark.column - 1
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": start,
        "end": start + finding.end - finding.start,
        "line": mark.line,
        "column": mark.column,
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
        "evidence": finding.evidence,
    }
