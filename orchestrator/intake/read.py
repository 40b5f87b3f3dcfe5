"""Whatever somebody hands in, to drafts: the format is told from the content first, then from the name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import json_ld, sheet, table
from .advert_file import load
from .draft import Item, Refusal
from .front_matter import LARGEST_FILE
from .headers import columns
from .problem import AdvertFileError
from .text import clean

FORMATS = (
    "a Markdown file with front matter (.md), JobPosting markup (.html, .json, .jsonl), a table (.csv, .xlsx), "
    "or a folder of such files"
)
_SUFFIXES = frozenset({".md", ".markdown", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx"})


def read(source: Path | bytes, name: str = "") -> Iterator[Item | Refusal]:
    """Every advert in a file, a folder or an answer's bytes; `name` is what its items are called after.

    Never raises for what is in it: an item that cannot be used is a Refusal with its reason.
    """
    if isinstance(source, bytes):
        yield from _content(source, name or "input")
        return
    if source.is_dir():
        files = sorted(path for path in source.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
        for path in files:
            yield from read(path, path.relative_to(source).as_posix())
        if not files:
            yield Refusal(name or source.name, f"no advert in this folder; it may have files such as {FORMATS}")
        return
    try:
        if source.stat().st_size > sheet.LARGEST:
            yield Refusal(name or source.name, f"larger than {sheet.LARGEST} bytes; split the file")
            return
        content = source.read_bytes()
    except OSError as error:
        yield Refusal(name or source.name, f"cannot be read: {error.strerror or error}")
        return
    yield from _content(content, name or source.name)


def _content(content: bytes, name: str) -> Iterator[Item | Refusal]:
    suffix = Path(name).suffix.lower()
    if len(content) > sheet.LARGEST:
        yield Refusal(name, f"larger than {sheet.LARGEST} bytes; split the file")
    elif not content.strip():
        yield Refusal(name, "it is empty")
    elif content.startswith(b"PK\x03\x04"):
        yield from table.read_rows(_xlsx(content), name)
    elif content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        yield Refusal(name, f"a format that is not read here; save it as {FORMATS}")
    elif suffix in (".md", ".markdown") or _begins_with_dashes(content):
        yield _advert_file(content, name)
    else:
        yield from _text(content, name, suffix)


def _xlsx(content: bytes) -> Iterator[sheet.Row]:
    return sheet.xlsx_rows(content)


def _begins_with_dashes(content: bytes) -> bool:
    return content[:10].removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").startswith(b"---\n")


def _advert_file(content: bytes, name: str) -> Item | Refusal:
    try:
        return Item(name, load(content[: LARGEST_FILE + 1]).draft)
    except AdvertFileError as error:
        return Refusal(name, str(error))


def _text(content: bytes, name: str, suffix: str) -> Iterator[Item | Refusal]:
    text = sheet.decode(content)
    start = text.lstrip()[:1]
    if suffix in (".jsonl", ".ndjson"):
        yield from json_ld.from_lines(clean(text), name)
    elif start in ("{", "["):
        yield from _json(clean(text), name)
    elif start == "<":
        yield from json_ld.from_page(clean(text), name)
    elif suffix in (".csv", ".tsv") or _names_columns(text):
        yield from table.read_rows(sheet.csv_rows(text), name)
    else:
        yield Refusal(name, f"not a format that is read here: {FORMATS}")


def _json(text: str, name: str) -> Iterator[Item | Refusal]:
    """One JSON value, or one a line under a name that does not say so."""
    lines = [line for line in text.split("\n", 2) if line.strip()]
    if len(lines) > 1 and all(line.strip().startswith("{") and line.strip().endswith("}") for line in lines[:2]):
        yield from json_ld.from_lines(text, name)
    else:
        yield from json_ld.from_json(text, name)


def _names_columns(text: str) -> bool:
    header = next(sheet.csv_rows(text[:20_000].split("\n", 1)[0]), None)
    return header is not None and len(columns(header.cells)) > 1
