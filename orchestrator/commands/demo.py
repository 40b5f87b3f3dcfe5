"""`callboard demo`: the main job from end to end, without a browser."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from .. import embedded, settings
from ..programs import programs
from ..settings import Settings

if TYPE_CHECKING:
    from ..callboard import Callboard
    from ..services.demonstrate import Demonstrated

START_WITHIN = 90.0
"""Seconds for an installation that was not running to come up."""


@click.command(name="demo")
@click.option("--clear", is_flag=True, help="Remove the demonstration and all it made.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one object.")
def command(clear: bool, as_json: bool) -> None:
    """Publish a Care Coordinator advert to every board of the simulator, and count what comes back."""
    started = time.monotonic()
    config = settings.load()
    console = Console(stderr=True, highlight=False)
    with _running(config, console) as callboard:
        if clear:
            _clear(callboard)
            return
        from ..services.demonstrate import Unfinished, demonstrate
        from ..services.refused import Refused

        try:
            done = demonstrate(callboard, lambda step: console.print(f"[dim]{step} …[/]"))
        except (Unfinished, Refused, OSError) as error:
            raise click.ClickException(f"the demonstration did not finish: {error}") from error
    document = _document(done, time.monotonic() - started)
    if as_json:
        click.echo(json.dumps(document, indent=2))
    else:
        _print(document)


@contextmanager
def _running(config: Settings, console: Console) -> Iterator[Callboard]:
    """The installation, brought up for as long as the block lasts where it is not running."""
    with _programs(config, console), embedded.running(config) as servers:
        from ..bootstrap import build

        callboard = build(config, servers.database_url)
        try:
            _await(callboard)
            yield callboard
        finally:
            callboard.database.close()


@contextmanager
def _programs(config: Settings, console: Console) -> Iterator[None]:
    """Start what is not running, and stop exactly that afterwards."""
    if _answering(config):
        yield
        return
    console.print("[dim]starting Callboard for the time of the demonstration …[/]")
    log = config.data_dir / "log" / "demo.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        up = subprocess.Popen([sys.executable, "-m", "orchestrator.cli", "up"], stdout=output, stderr=output)
        try:
            end = time.monotonic() + START_WITHIN
            while not _answering(config):
                if up.poll() is not None or time.monotonic() > end:
                    raise click.ClickException(f"Callboard did not start; {log} says why")
                time.sleep(0.2)
            yield
        finally:
            up.terminate()
            up.wait()


def _answering(config: Settings) -> bool:
    """Do the programs that listen accept connections?"""
    return all(program.ready() for program in programs(config) if program.ready is not None)


def _await(callboard: Callboard) -> None:
    """A worker that has been seen lately: without one nothing would be sent."""
    from sqlalchemy import text

    end = time.monotonic() + START_WITHIN
    while True:
        with callboard.database.read() as connection:
            if connection.execute(text("select 1 from worker where seen_at > now() - interval '10 s'")).first():
                return
        if time.monotonic() > end:
            raise click.ClickException("no worker is running; start one, or everything with `callboard up`")
        time.sleep(0.2)


def _clear(callboard: Callboard) -> None:
    from ..services.demonstration import clear

    cleared = clear(callboard)
    click.echo("The demonstration was removed." if cleared else "There is no demonstration to remove.")


def _document(done: Demonstrated, seconds: float) -> dict[str, Any]:
    return {
        "postings": [
            {
                "reference": line.reference,
                "board": line.board,
                "state": line.status.value,
                "external_id": line.external_id,
                "url": line.url,
                "attempts": done.attempts.get(line.id, 0),
            }
            for line in done.postings
        ],
        "counts": [
            {
                "reference": each.reference,
                "board": each.board,
                "metric": each.metric.value,
                "value": each.value,
                "origin": each.origin.value,
                "as_of": each.as_of.isoformat() if each.as_of else None,
                "state": each.state.value,
            }
            for each in done.counts
        ],
        "seconds": round(seconds, 1),
    }


def _print(document: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for heading in ("Reference", "Board", "State", "Clicks", "Apply starts", "Applications"):
        table.add_column(heading)
    counts = {(each["reference"], each["metric"]): each["value"] for each in document["counts"]}
    for each in document["postings"]:
        reference = each["reference"]
        shown = [counts[reference, metric] for metric in ("click", "apply_start", "application")]
        words = ["unknown" if value is None else str(value) for value in shown]
        table.add_row(reference, each["board"], each["state"], *words)
    console = Console()
    console.print(table)
    console.print(f"{len(document['postings'])} postings live, counted in {document['seconds']} s.")
