"""`callboard pay-references`: what others publish about pay."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from .installed import acting, installed


@click.group(name="pay-references")
def command() -> None:
    """Figures about pay from outside, which adverts are compared with."""


@command.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--employer", metavar="NAME", default="", help="Only for adverts of this employer; for all if left out.")
@click.option("--json", "as_json", is_flag=True, help='For programs: {"added": n, "known": n, "refused": […]}.')
@acting
def import_(file: Path, employer: str, as_json: bool, actor: str) -> None:
    """Bring in a table (.csv, .xlsx) with the columns title, pay, region (or postcode, or town), stated on, source.

    A row that cannot be used is refused with its reason, the rest is kept; the same file can be imported again.
    Exit code 1 if nothing in it could be used.
    """
    from ..intake.pay_references import read_pay_references
    from ..services.import_pay_references import import_pay_references
    from ..storage import employers

    with installed() as callboard:
        target = None
        if employer:
            with callboard.database.read() as connection:
                target = employers.by_name(connection, employer)
            if target is None:
                raise click.ClickException(f"there is no employer {employer!r}")
        figures = read_pay_references(file.read_bytes())
        result = import_pay_references(callboard, actor, figures, employer=target.id if target else None)
    if as_json:
        click.echo(json.dumps(asdict(result), indent=2, ensure_ascii=False))
    else:
        for refusal in result.refused:
            click.echo(f"refused  {refusal.item}: {refusal.reason}", err=True)
        click.echo(f"{result.added} added, {result.known} known already, {len(result.refused)} refused")
    sys.exit(1 if result.refused and not result.added + result.known else 0)
