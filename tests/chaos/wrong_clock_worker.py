"""A worker whose clock is wrong by so many hours: `python -m tests.chaos.wrong_clock_worker HOURS`.

Python's ways to ask the wall clock are replaced before anything of ours is imported; PostgreSQL, the boards and the
clocks that only measure spans are left as they are.
"""

from __future__ import annotations

import datetime
import sys
import time
from typing import Self

OFF = float(sys.argv[1]) * 3600.0

_time, _time_ns = time.time, time.time_ns


class WrongDatetime(datetime.datetime):
    """`now`, `utcnow` and `today` are off."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Self:
        return super().now(tz) + datetime.timedelta(seconds=OFF)

    @classmethod
    def utcnow(cls) -> Self:
        return super().now(datetime.UTC).replace(tzinfo=None) + datetime.timedelta(seconds=OFF)

    @classmethod
    def today(cls) -> Self:
        return cls.now()


def main() -> None:
    time.time = lambda: _time() + OFF
    time.time_ns = lambda: _time_ns() + int(OFF) * 10**9
    datetime.datetime = WrongDatetime  # type: ignore[misc]
    from worker import app

    app.main(["worker"])


if __name__ == "__main__":
    main()
