"""`callboard import`: adverts from a file, a folder or a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from ..intake.draft import Item, Refusal
from ..intake.read import read
from ..progress import watched
from ..services.import_result import ImportResult

ACTOR = "command line"


@click.command(name="import")
@click.argument("source", metavar="FILE|URL")
@click.option("--employer", metavar="NAME", default="", help="Import everything for this employer, added if unknown.")
@click.option(
    "--dry-run", is_flag=True, help="Say what would happen to an empty installation; needs none, stores nothing."
)
@click.option(
    "--json", "as_json", is_flag=True, help='For programs: {"imported": n, "refused": [{"item", "reason"}], …}.'
)
def command(source: str, employer: str, dry_run: bool, as_json: bool) -> None:
    """Import vacancies and adverts.

    FILE is a Markdown advert file, JobPosting markup (.html, .json, .jsonl), a table (.csv, .xlsx), or a folder of
    such files. What cannot be imported is refused with its reason, the rest is imported. Exit code 1 if nothing was.
    """
    items = watched(_items(source), "Importing")
    result = _rehearse(items, employer) if dry_run else _import(items, employer)
    if as_json:
        click.echo(json.dumps(_object(result, dry_run), indent=2, ensure_ascii=False))
    else:
        _tell(result, dry_run)
    sys.exit(0 if result.imported or not result.refused else 1)


def _items(source: str) -> Iterator[Item | Refusal]:
    if "://" not in source:
        yield from read(Path(source))
        return
    # Loaded only here: most imports are of files.
    from ..outbound.transport import Transport
    from ..services.fetch import fetch
    from ..services.refused import Refused

    transport = Transport()
    try:
        content, name = fetch(source, transport)
    except Refused as refused:
        yield Refusal(source, str(refused))
        return
    finally:
        transport.close()
    yield from read(content, name)


def _rehearse(items: Iterator[Item | Refusal], employer: str) -> ImportResult:
    from ..services.rehearse_import import rehearse_import

    return rehearse_import(items, employer=employer)


def _import(items: Iterator[Item | Refusal], employer: str) -> ImportResult:
    from .. import bootstrap, embedded, settings
    from ..services.add_employer import known_or_added
    from ..services.import_adverts import import_adverts
    from ..services.refused import Refused

    config = settings.load()
    with embedded.running(config) as servers:
        callboard = bootstrap.build(config, servers.database_url)
        try:
            target = known_or_added(callboard, ACTOR, employer).id if employer else None
            return import_adverts(callboard, ACTOR, items, employer=target, create_employers=True)
        except Refused as refused:
            raise click.ClickException(str(refused)) from refused
        finally:
            callboard.database.close()


def _object(result: ImportResult, dry_run: bool) -> dict[str, object]:
    return {
        "imported": result.imported,
        "refused": [asdict(refusal) for refusal in result.refused],
        "dry_run": dry_run,
        "vacancies": len(result.vacancies),
        "adverts": len(result.adverts),
        "notes": [asdict(note) for note in result.notes],
    }


def _grouped(result: ImportResult) -> dict[str, list[str]]:
    """Which items have which note: most of what is assumed is assumed for many."""
    grouped: dict[str, list[str]] = {}
    for note in result.notes:
        grouped.setdefault(note.note, []).append(note.item)
    return grouped


def _tell(result: ImportResult, dry_run: bool) -> None:
    for refusal in result.refused:
        click.echo(f"refused  {refusal.item}: {refusal.reason}", err=True)
    for note, items in _grouped(result).items():
        others = f" and {len(items) - 1} more" if len(items) > 1 else ""
        click.echo(f"note     {items[0]}{others}: {note}", err=True)
    verb = "would be imported" if dry_run else "imported"
    click.echo(f"{result.imported} {verb}, {len(result.refused)} refused")
