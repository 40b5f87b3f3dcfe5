"""The web's entry point: `python -m web.wsgi`. Wires the installation, its queue, the apply link and the pages."""

from __future__ import annotations

import signal
from types import FrameType
from zoneinfo import ZoneInfo

import waitress
from flask import Flask

from orchestrator import bootstrap, logs, settings
from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.queue import NoQueue, Queue
from orchestrator.settings import Settings, SettingsError
from worker import celery
from worker.queue import CeleryQueue

from . import apply
from .app import WebConfig, create_app

THREADS = 8
WAITING = 64 * 1024
"""Bytes of an answer that may wait for its client. Small, so that a feed's download counts as complete only when
nearly all of it is on its way: waitress holds back whoever makes the answer until the rest is below this."""


def build(config: Settings, database_url: str) -> tuple[Flask, ApplyLinks]:
    """The application and the part of it that has threads of its own."""
    queue: Queue = NoQueue()
    if config.redis_url is not None:
        queue = CeleryQueue(celery.make(config.redis_url), config.redis_url)
    callboard = bootstrap.build(config, database_url, queue)
    https = config.public_url.startswith("https://")
    app = create_app(callboard, WebConfig(config.secret_key, https=https, zone=ZoneInfo(config.zone)))
    links = ApplyLinks(database_url, config.data_dir)
    app.extensions[apply.EXTENSION] = links
    return app, links


def main() -> None:
    """Serve until SIGTERM; clicks that were counted by then are written."""
    logs.configure("web")
    config = settings.load()
    if config.database_url is None:
        raise SettingsError(
            "CALLBOARD_DATABASE_URL", "the web needs a database.", "Set it, or start everything with `callboard up`."
        )
    signal.signal(signal.SIGTERM, _stop)
    app, links = build(config, config.database_url)
    links.start()
    try:
        waitress.serve(
            app,
            host=config.host,
            port=config.port,
            threads=THREADS,
            ident="",
            outbuf_high_watermark=WAITING,
            _quiet=True,
        )
    finally:
        links.close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
