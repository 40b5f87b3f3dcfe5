"""The text of a PDF, where it has any."""

from __future__ import annotations

import io
import re

from .draft import Unreadable

_MOST_PAGES = 60
_LEAST = 40
"""Letters a page has at least on average; a scan has none, or those of a stamp."""
_HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_WRAPPED = re.compile(r"(?<=[a-z,;])\n(?=[a-z(])")


def pdf_text(source: bytes) -> str:
    """The pages' text, wrapped lines joined. Raises Unreadable: a scan, a password, a damaged file, too many pages."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise Unreadable(
            "PDF files are not read by this installation (the package pypdf is missing); save it as .docx or text"
        ) from None
    try:
        reader = PdfReader(io.BytesIO(source))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("the PDF is protected by a password; save it without one")
        if len(reader.pages) > _MOST_PAGES:
            raise Unreadable(f"the PDF has {len(reader.pages)} pages; at most {_MOST_PAGES} are read")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        OverflowError,
    ) as error:
        # A damaged file raises whatever its damage runs into; pypdf promises no single class.
        raise Unreadable(f"the PDF is damaged ({type(error).__name__}); save it anew, or as .docx or text") from None
    text = "\n\n".join(pages)
    if sum(character.isalpha() for character in text) < _LEAST * max(1, len(pages)):
        raise Unreadable(
            "the PDF is a scan: pictures of pages without text. Ask for the document itself, or copy the text by hand"
        )
    return _WRAPPED.sub(" ", _HYPHENATED.sub("", text))
