"""`callboard check`: what the rules say of an advert file."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from ..checks import Advert, EmployerFacts, check
from ..domain.finding import Finding, Severity
from ..intake.advert_file import AdvertFile, load
from ..intake.checked_file import finding_rows, problem_rows
from ..intake.front_matter import decode
from ..intake.problem import AdvertFileError, Problem

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


@click.command(name="check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For programs: one object with problems and findings.")
@click.option("--remote-in", multiple=True, metavar="CODE", help="Where remote work is open to: GB, US-CO, CA-ON …")
@click.option("--employer-country", default="", metavar="CODE", help="The employer's country, for remote work.")
@click.option("--headcount", type=click.IntRange(0), help="How many people the employer has; some laws ask.")
@click.option("--agency", is_flag=True, help="The employer finds workers for others.")
def command(
    file: Path, as_json: bool, remote_in: tuple[str, ...], employer_country: str, headcount: int | None, agency: bool
) -> None:
    """Check an advert file (Markdown with front matter).

    One line for each finding, as compilers write them: file:line:column: severity rule message. Exit code 1 if
    the file cannot be read or there is an error; warnings and hints leave it 0.
    """
    try:
        source = decode(file.read_bytes())
        advert = load(source)
    except AdvertFileError as error:
        _tell_problems(file, error.problems, as_json)
        sys.exit(1)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    wording, draft = advert.draft.wording, advert.draft
    if wording is None:
        raise click.ClickException(f"{file} has no text of its own; it uses the advert {draft.advert!r}")
    place = draft.vacancy.place
    vacancy = replace(draft.vacancy, place=replace(place, remote_in=(*place.remote_in, *remote_in)))
    employer = EmployerFacts(draft.employer, employer_country, headcount, agency)
    findings = check(Advert(wording, vacancy, employer), datetime.now(UTC).date())
    if as_json:
        rows = finding_rows(source, advert, findings)
        click.echo(json.dumps({"file": str(file), "problems": [], "findings": rows}, indent=2, ensure_ascii=False))
    else:
        _tell(file, advert, findings)
    sys.exit(1 if any(finding.severity is Severity.ERROR for finding in findings) else 0)


def _tell_problems(file: Path, problems: tuple[Problem, ...], as_json: bool) -> None:
    if as_json:
        rows = problem_rows(problems)
        click.echo(json.dumps({"file": str(file), "problems": rows, "findings": []}, indent=2, ensure_ascii=False))
        return
    for problem in problems:
        click.echo(f"{file}:{problem}")
    click.echo(f"{len(problems)} to put right before it can be read", err=True)


def _tell(file: Path, advert: AdvertFile, findings: list[Finding]) -> None:
    marked = sorted(
        ((advert.locate(finding.field, finding.start), finding) for finding in findings),
        key=lambda pair: (pair[0].line, pair[0].column),
    )
    for mark, finding in marked:
        severity = click.style(finding.severity.value, fg=_COLOURS[finding.severity])
        where = f"{file}:{mark.line}:{mark.column}"
        click.echo(f"{where}: {severity} {finding.rule} {finding.message} {finding.fix}")
    counts = [(sum(finding.severity is severity for finding in findings), severity.value) for severity in Severity]
    told = ", ".join(f"{count} {word}{'s' * (count > 1)}" for count, word in counts if count)
    click.echo(told or "nothing found", err=True)
