"""How many clicks a second are taken in, beside COPY of the same rows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from sqlalchemy import text

from benchmarks.filled import Filled
from orchestrator.callboard import Callboard
from orchestrator.counting.hit_buffer import HitBuffer
from orchestrator.domain.hit import Hit, Kind
from orchestrator.domain.reading import Metric


def copied(url: str, hits: Sequence[Hit]) -> float:
    """Rows a second of plain COPY, its lines made before, into a table with the indexes and partitions of `hit`."""
    lines = [
        f"{hit.at.isoformat()}\t{hit.posting}\t{hit.metric}\t{hit.kind}\t{'t' if hit.first else 'f'}\n" for hit in hits
    ]
    body = "".join(lines).encode()
    began = time.perf_counter()
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        with cursor.copy("copy hit (at, posting_id, metric, kind, first) from stdin") as copy:
            for start in range(0, len(body), 1 << 18):
                copy.write(body[start : start + (1 << 18)])
        connection.commit()
    return len(hits) / (time.perf_counter() - began)


def buffered(callboard: Callboard, hits: Sequence[Hit], folder: Path) -> float:
    """Clicks a second from `add` until the last is committed."""
    buffer = HitBuffer(callboard.database, folder)
    buffer.start()
    began = time.perf_counter()
    for hit in hits:
        buffer.add(hit)
    buffer.close()
    return len(hits) / (time.perf_counter() - began)


def ingest(callboard: Callboard, filled: Filled, clicks: int, folder: Path) -> dict[str, object]:
    """Alternates portions of both, so that neither has the quieter half of the run."""
    portions, now = 4, datetime.now(UTC)
    size = max(1, clicks // portions)
    ours, raw = [], []
    for portion in range(portions):
        made = [
            Hit(
                now - timedelta(microseconds=each),
                filled.postings[-1 - each * 31 % min(len(filled.postings), 5000)],
                Metric.CLICK,
                Kind.PERSON,
                first=True,
            )
            for each in range(size)
        ]
        raw.append(copied(filled.libpq_url, made))
        ours.append(buffered(callboard, made, folder / f"hits-{portion}"))
    with callboard.database.read() as connection:
        kept = connection.execute(text("select count(*) from hit")).scalar_one()
    if kept != 2 * portions * size:
        raise AssertionError(f"{kept} clicks are in the database, {2 * portions * size} were sent")
    return {
        "clicks": portions * size,
        "ingest_per_second": round(statistics.median(ours)),
        "copy_per_second": round(statistics.median(raw)),
        "ingest_ratio_to_copy": round(statistics.median(ours) / statistics.median(raw), 3),
    }
