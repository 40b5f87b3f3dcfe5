"""The web's entry point: `python -m web.wsgi`. Wires the installation, its queue, the apply link and the pages."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

import waitress
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from orchestrator import bootstrap, logs, settings
from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.queue import NoQueue, Queue
from orchestrator.settings import Settings, SettingsError
from worker import celery
from worker.queue import CeleryQueue

from . import apply_door, pauses
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
    app = create_app(
        callboard, WebConfig(config.secret_key, https, zone=ZoneInfo(config.zone), alias_domain=config.alias_domain)
    )
    links = ApplyLinks(database_url, config.data_dir)
    apply_door.install(app, links)
    if config.proxies:
        # Not X-Forwarded-Host: a proxy that passes the host on does not replace the one a visitor has made up.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=1, x_host=0)  # type: ignore[method-assign]
    return app, links


def listen(app: Flask, config: Settings) -> Any:
    """The server, listening; `run` serves. Without proxies of ours what a visitor says of them is taken off."""
    return waitress.create_server(
        app,
        host=config.host,
        port=config.port,
        threads=THREADS,
        ident="",
        outbuf_high_watermark=WAITING,
        clear_untrusted_proxy_headers=not config.proxies,
    )


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
    pauses.shorten()
    try:
        listen(app, config).run()
    finally:
        links.close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
