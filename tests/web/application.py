"""The application as tests build it: new, or lent by one test to the next; pages are compiled once a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from web.app import BLUEPRINTS, WebConfig, create_app

CONFIG = WebConfig("a key of the tests, never of a site", https=False)


class _Compiled(BytecodeCache):
    """What templates were compiled to, kept in memory: compiling is most of what a page costs a new application."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._code.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.checksum, bucket.bytecode_to_string()


_COMPILED = _Compiled()
_IDLE: dict[WebConfig, list[Flask]] = {}


def application(services: object, config: WebConfig = CONFIG, blueprints: tuple[Blueprint, ...] = BLUEPRINTS) -> Flask:
    """A new application, with all its pages unless others are given."""
    app = create_app(services, config, blueprints)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


@contextmanager
def lent(services: object, config: WebConfig = CONFIG) -> Iterator[Flask]:
    """An application with all its pages, for this block alone: its hundreds of routes are not made anew each time.

    What is put into its `extensions` or before its requests is taken out again.
    """
    idle = _IDLE.setdefault(config, [])
    app = idle.pop() if idle else application(None, config)
    extensions, before = dict(app.extensions), dict(app.before_request_funcs)
    app.extensions["callboard"] = services
    yield app
    app.extensions, app.before_request_funcs = extensions, before
    idle.append(app)
