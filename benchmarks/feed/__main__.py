"""Run it."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys

from .adverts import entries
from .world import Feed, World, web, world

ROUNDS = 5
CHANGES = 9
SMALL, LARGE = 10_000, 100_000


def peak(there: World, feed: Feed) -> float:
    """MB of the larger: a fresh process that builds this feed, and a fresh web server that serves it twice."""
    _, building = there.build()
    with web(there.callboard) as server:
        server.get(feed.path, "gzip")
        server.get(feed.path, "identity")
        return max(building, server.peak_mb)


def measure() -> dict[str, float]:
    with (
        world(entries()) as there,
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.feed.lxml_writer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as writer,
    ):
        assert writer.stdin is not None
        assert writer.stdout is not None

        small = there.feed(SMALL)
        peak_small = peak(there, small)
        large = there.feed(LARGE)
        built, peak_building = there.build()
        with web(there.callboard) as server:
            served, packed, written = [], [], []
            size = gzip_size = 0
            for _ in range(ROUNDS):
                took, size = server.get(large.path, "identity")
                served.append(took)
                writer.stdin.write(f"{LARGE}\n")
                writer.stdin.flush()
                written.append(float(writer.stdout.readline()))
                took, gzip_size = server.get(large.path, "gzip")
                packed.append(took)
            peak_large = max(peak_building, server.peak_mb)
            shutil.rmtree(there.callboard.settings.data_dir / "feeds")
            elsewhere, _ = server.get(large.path, "identity")
            changed, unchanged = [], []
            for number in range(CHANGES):
                first = number * (LARGE // CHANGES)
                there.change(large, range(first, first + 1))
                changed.append(server.get(large.path, "gzip", "HEAD")[0])
                unchanged.append(server.get(large.path, "gzip", "HEAD")[0])
            there.change(large, range(LARGE))
            with there.building() as building:
                at_once, _ = server.get(large.path, "gzip", "HEAD")
                began, _ = server.get(large.path, "gzip")
                if building.poll() is not None:
                    raise SystemExit("all segments were made before the feed was fetched")
        writer.stdin.close()
    plain = statistics.median(served)
    return {
        "adverts": LARGE,
        "plain_mb": round(size / 1e6, 1),
        "gzip_mb": round(gzip_size / 1e6, 1),
        "plain_first_s": round(served[0], 3),
        "plain_s": round(plain, 3),
        "plain_from_database_s": round(elsewhere, 3),
        "gzip_s": round(statistics.median(packed), 3),
        "lxml_s": round(statistics.median(written), 3),
        "ratio_to_lxml": round(statistics.median(written) / plain, 1),
        "first_ratio_to_lxml": round(statistics.median(written) / served[0], 1),
        "gzip_ratio_to_lxml": round(statistics.median(written) / statistics.median(packed), 1),
        "mb_per_s": round(size / 1e6 / plain, 1),
        "build_s": round(built, 2),
        "peak_mb_at_10k": round(peak_small, 1),
        "peak_mb_at_100k": round(peak_large, 1),
        "one_change_ms": round(statistics.median(changed) * 1e3, 1),
        "all_changed_ms": round(at_once * 1e3, 1),
        "all_changed_gzip_s": round(began, 3),
        "no_change_ms": round(statistics.median(unchanged) * 1e3, 1),
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
