"""From when to when an advert was at its board, as a sentence."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from orchestrator.queries.evidence import Run

from .times import MONTHS, clock, day_words


def run_words(run: Run, now: datetime, zone: tzinfo) -> str:
    """`Was live from 3 to 17 May.`, `Live since 3 May.`; empty for what was never sent."""
    today = now.astimezone(zone).date()
    if run.began is None:
        sent = run.sent and run.sent.astimezone(zone).date()
        return f"Sent {_on(sent, today)}; nothing proves yet that it was live." if sent else ""
    began = run.began.astimezone(zone)
    if run.ended is None:
        leaving = "; its takedown is not confirmed yet" if run.leaving else ""
        return f"Live since {day_words(began.date(), today)}{leaving}."
    ended = run.ended.astimezone(zone)
    if began.date() == ended.date():
        return f"Was live {_on(began.date(), today)}, from {clock(began)} to {clock(ended)}."
    return f"Was live from {_span(began.date(), ended.date(), today)}."


def _on(day: date, today: date) -> str:
    words = day_words(day, today)
    return words if words in ("today", "yesterday") else f"on {words}"


def _span(first: date, last: date, today: date) -> str:
    """`3 to 17 May`, `28 April to 17 May`, `28 December 2025 to 3 January`: the year where it is another one."""
    end = f"{last.day} {MONTHS[last.month - 1]}{'' if last.year == today.year else f' {last.year}'}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]}{year} to {end}"
