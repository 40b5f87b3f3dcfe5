"""Static files under an address that changes with their content, so that browsers may keep them for ever."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, url_for

FOR_EVER = 365 * 24 * 3600


def register(app: Flask) -> None:
    """Give templates `asset('callboard.css')`."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = FOR_EVER
    app.jinja_env.globals["asset"] = _asset(Path(app.static_folder or ""))


def _asset(folder: Path) -> Callable[[str], str]:
    @cache
    def digest(name: str) -> str:
        return sha256((folder / name).read_bytes()).hexdigest()[:12]

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=digest(name))

    return asset
