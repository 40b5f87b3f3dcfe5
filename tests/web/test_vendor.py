"""Files of others are the ones we pinned, and none came in unseen."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

import web

STATIC = Path(web.__file__).parent / "static"
OURS = {"callboard.css", "callboard.js", "calendar.js", "editor.js", "icon.svg", "VENDOR.toml"}


def test_hashes() -> None:
    files = tomllib.loads((STATIC / "VENDOR.toml").read_text())["file"]
    for file in files:
        assert sha256((STATIC / file["path"]).read_bytes()).hexdigest() == file["sha256"], file["path"]
        assert all(file[name] for name in ("licence", "version", "source"))
    assert {path.name for path in STATIC.iterdir()} == OURS | {file["path"] for file in files}
