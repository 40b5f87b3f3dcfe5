"""The text of a document somebody hands in: plain text, HTML, Word (.docx) or a PDF that has text."""

from __future__ import annotations

from .docx import docx_text
from .draft import Unreadable
from .html import looks_like_html, to_markdown
from .pdf import pdf_text
from .text import body, clean

LARGEST = 10_000_000
"""Bytes of a file; a job description with pictures is a tenth of it."""
MOST_CHARACTERS = 300_000
ACCEPTED = "text (.txt, .md), HTML, Word (.docx) or a PDF that has text"


def document_text(source: bytes) -> str:
    """The document as lines: `## ` before headings and `- ` before entries of lists, where the format knows them.

    The format is told from the content, never from the name. Raises Unreadable with a sentence for a person: too large,
    empty, a scan, protected by a password, damaged, or a format that is not read.
    """
    if len(source) > LARGEST:
        raise Unreadable(f"the file has {len(source)} bytes; at most {LARGEST} are read. Save the text alone")
    if not source.strip():
        raise Unreadable("the file is empty")
    if source.startswith(b"%PDF"):
        text = pdf_text(source)
    elif source.startswith(b"PK\x03\x04"):
        text = docx_text(source)
    elif source.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise Unreadable(f"an old Word format that is not read; save it as .docx. Read are {ACCEPTED}")
    else:
        text = _plain(source)
    text = body(clean(text))
    if not text:
        raise Unreadable("there is no text in it")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(
            f"{len(text)} characters of text; at most {MOST_CHARACTERS} are read. A job description has a few pages"
        )
    return text


def _plain(source: bytes) -> str:
    if b"\x00" in source[:4_000] and not source.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"not a document that is read here; read are {ACCEPTED}")
    encodings = ("utf-16",) if source.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = source.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable("the characters cannot be read; save it as UTF-8")
    if not looks_like_html(text):
        return text
    try:
        return to_markdown(text)
    except ValueError as error:
        raise Unreadable(str(error)) from None
