"""`callboard pay`: read a pay text."""

from __future__ import annotations

import json
import sys
from decimal import Decimal

import click

from ..pay.parse import parse
from ..pay.stated import StatedPay


@click.command(name="pay")
@click.argument("text", required=False)
@click.option("--stdin", "from_stdin", is_flag=True, help="Read one text a line and answer one line for each.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one object a text.")
def command(text: str | None, from_stdin: bool, as_json: bool) -> None:
    """Read a UK pay text: range, currency, period, hours a week, and what it makes in a year.

    A year has 52 weeks of the hours that are stated, else of 37.5, or 260 days. What is not stated stays unknown.
    """
    if from_stdin == (text is not None):
        raise click.UsageError("give one text, or --stdin for one a line")
    lines = [text] if text is not None else sys.stdin
    for line in lines:
        found = parse(line.rstrip("\r\n"))
        click.echo(json.dumps(row(found), ensure_ascii=False) if as_json else _told(found))


def row(found: StatedPay) -> dict[str, object]:
    """The fields programs rely on; null where the text does not say."""
    return {
        "min": _number(found.minimum),
        "max": _number(found.maximum),
        "currency": found.currency,
        "period": found.period.value if found.period else None,
        "hours": _number(found.hours),
        "annual_min": _number(found.annual_minimum),
        "annual_max": _number(found.annual_maximum),
        "note": found.note,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _told(found: StatedPay) -> str:
    if not found.known:
        return f"no sum ({found.note})"
    ends = " to ".join(f"{end:,}" for end in dict.fromkeys((found.minimum, found.maximum)) if end is not None)
    bound = "up to " if found.minimum is None else "from " if found.maximum is None else ""
    unit = f" per {found.period.value}" if found.period else ""
    week = f", {found.hours} hours a week" if found.hours else ""
    least, most = found.annual_minimum, found.annual_maximum
    yearly = " to ".join(f"{end:,}" for end in dict.fromkeys((least, most)) if end is not None)
    return (
        f"{bound}{found.currency} {ends}{unit}{week}"
        + (f"; {yearly} a year" if yearly else "")
        + (f" ({found.note})" if found.note else "")
    )
