"""The apply link under waitress, as a program of its own: DATABASE_URL DATA_DIR PORT. Stops at SIGTERM."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

import waitress

from orchestrator.counting.apply_links import ApplyLinks
from web import apply, apply_door, careers
from web.app import WebConfig, create_app


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def main(database_url: str, data_dir: str, port: str) -> None:
    signal.signal(signal.SIGTERM, _stop)
    links = ApplyLinks(database_url, Path(data_dir))
    links.start()
    config = WebConfig("a key of the tests, never of a site", https=False)
    app = create_app(None, config, (apply.blueprint, careers.blueprint))
    apply_door.install(app, links)
    try:
        waitress.serve(app, listen=f"127.0.0.1:{port}", threads=8, _quiet=True)
    finally:
        links.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
