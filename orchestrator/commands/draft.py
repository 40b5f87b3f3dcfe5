"""`callboard draft`: from a job description to an advert file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..intake.document import document_text
from ..intake.draft import Unreadable
from ..intake.job_description import propose
from ..intake.proposal import to_file, to_values


@click.command(name="draft")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="For programs: one object with parts, passages and what is missing."
)
def command(file: Path, as_json: bool) -> None:
    """Propose an advert from a job description (text, HTML, Word .docx, a PDF that has text).

    Prints an advert file: each part with the passage it was taken from, and what is missing. Nothing is invented.
    Save it, fill the gaps, and run `callboard check` on it.
    """
    try:
        proposal = propose(document_text(file.read_bytes()))
        told = json.dumps(to_values(proposal), indent=2, ensure_ascii=False) if as_json else to_file(proposal)
    except (Unreadable, OSError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(told, nl=as_json)
    if proposal.missing:
        click.echo(f"missing: {', '.join(proposal.missing)}", err=True)
