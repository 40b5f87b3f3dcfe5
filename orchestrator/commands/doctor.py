"""`callboard doctor`: what this installation is, and what is wrong with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .. import settings
from ..diagnosis import Finding, Verdict, examine

MARKS = {Verdict.FINE: "[green]fine[/]", Verdict.FAULT: "[bold red]fault[/]", Verdict.UNKNOWN: "[dim]not checked[/]"}


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs: one object with a list of findings.")
def command(as_json: bool) -> None:
    """Check this installation and say what to do about each fault. Exit code 1 if there is one."""
    findings = examine(settings.load())
    healthy = all(finding.verdict is not Verdict.FAULT for finding in findings)
    if as_json:
        rows = [{"name": f.name, "verdict": f.verdict, "found": f.found, "remedy": f.remedy} for f in findings]
        click.echo(json.dumps({"healthy": healthy, "findings": rows}, indent=2))
    else:
        _print(findings)
    sys.exit(0 if healthy else 1)


def _print(findings: Iterable[Finding]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("What", "", "Found", "What to do"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        table.add_row(finding.name, MARKS[finding.verdict], escape(finding.found), escape(finding.remedy))
    Console().print(table)
