"""Files that prove something: what is taken, and how they are handed out again."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from orchestrator.queries.posting import ProofFile
from orchestrator.services.refused import refuse
from orchestrator.services.settle import LARGEST, Proof

TYPES: Final = {
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"%PDF-": ("application/pdf", ".pdf"),
}
"""What is kept, by how it begins: the file itself says what it is, not its name."""


def of_form(note: str, file: FileStorage | None) -> Proof | None:
    """The proof a form brings; None when it brings none. Raises Refused for a file of another type or too large."""
    body = file.stream.read(LARGEST + 1) if file and file.filename else b""
    if not body:
        return Proof(note.strip()) if note.strip() else None
    if len(body) > LARGEST:
        raise refuse("proof", f"The file is larger than {LARGEST // 1_000_000} MB; save the picture smaller")
    media_type, suffix = _type(body)
    stem = PurePosixPath((file.filename or "").replace("\\", "/")).stem if file else ""
    return Proof(note.strip(), f"{_plain(stem) or 'proof'}{suffix}", media_type, body)


def _type(body: bytes) -> tuple[str, str]:
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp", ".webp"
    for start, kind in TYPES.items():
        if body.startswith(start):
            return kind
    raise refuse("proof", "The file is no picture we know (PNG, JPEG, WebP) and no PDF; save it as one of these")


def download(file: ProofFile) -> Response:
    """As an attachment, so that nothing in it runs on our site."""
    response = Response(file.body, mimetype=file.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _plain(stem: str) -> str:
    """The part of a name that any system can keep."""
    return re.sub(r"[^\w .-]", "", stem).strip(". ")[:80]
