"""The text of a Word document (ECMA-376 WordprocessingML), read with the standard library's zipfile and lxml."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from .draft import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_XML = 20_000_000
"""Bytes of the document's XML; more is a bomb or a book."""
_HEADING = re.compile(r"heading|title", re.IGNORECASE)
_LABEL = 40
"""Characters a first cell has at most to be the label of its row."""


def docx_text(source: bytes) -> str:
    """Paragraphs, headings (`## `), entries of lists (`- `) and tables, in order. Raises Unreadable.

    A table of two columns with short first cells is "label: text"; one whose first row says "essential" or "desirable"
    is read by column, below these words as headings.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            entry = archive.getinfo("word/document.xml")
            if entry.file_size > _MOST_XML:
                raise Unreadable("the document is too large; save the text alone")
            content = archive.read(entry)
    except KeyError:
        raise Unreadable("a zip file that is no Word document; save it as .docx") from None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Unreadable(
            f"the Word document is damaged or protected ({error}); save it anew without a password"
        ) from None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"the Word document is damaged ({error.msg}); save it anew") from None
    body = root.find(f"{_W}body")
    return "" if body is None else "\n".join(_blocks(body))


def _blocks(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield _paragraph(child)
        elif child.tag == f"{_W}tbl":
            yield from _table(child)
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _blocks(content)


def _paragraph(paragraph: etree._Element) -> str:
    text = _text(paragraph)
    if not text:
        return ""
    properties = paragraph.find(f"{_W}pPr")
    style = properties.find(f"{_W}pStyle") if properties is not None else None
    name = style.get(f"{_W}val", "") if style is not None else ""
    if _HEADING.search(name):
        return f"\n## {text}\n"
    numbered = properties is not None and properties.find(f"{_W}numPr") is not None
    if numbered or "list" in name.lower():
        return f"- {text}"
    return (
        f"\n## {text}\n"
        if _bold(paragraph) and len(text) <= 80 and not text.endswith((".", ";", ",")) and ":" not in text[:-1]
        else f"{text}\n"
    )


def _bold(paragraph: etree._Element) -> bool:
    """Is every run that has text bold? Documents without styles mark their headings so."""
    runs = [run for run in paragraph.iter(f"{_W}r") if _text(run)]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false") for mark in marks)


def _text(element: etree._Element) -> str:
    nodes = element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr")
    return " ".join("".join((node.text or "") if node.tag == f"{_W}t" else " " for node in nodes).split())


def _table(table: etree._Element) -> Iterator[str]:
    rows = [[_cell(cell) for cell in row.iterchildren(f"{_W}tc")] for row in table.iterchildren(f"{_W}tr")]
    rows = [row for row in rows if any(row)]
    if not rows:
        return
    names = [" ".join(cell).strip().casefold() for cell in rows[0]]
    columns = [number for number, name in enumerate(names) if name.startswith(("essential", "desirable"))]
    yield ""
    if columns:
        for number in columns:
            yield f"\n## {' '.join(rows[0][number])}\n"
            for row in rows[1:]:
                yield from (f"- {line}" for line in (row[number] if number < len(row) else []))
    else:
        for row in rows:
            yield from _row(row)
    yield ""


def _row(row: list[list[str]]) -> Iterator[str]:
    filled = [cell for cell in row if cell]
    if len(filled) == 2 and len(" ".join(filled[0])) <= _LABEL:
        label = " ".join(filled[0]).rstrip(":")
        if len(filled[1]) == 1:
            yield f"{label}: {filled[1][0]}"
        else:
            yield f"\n## {label}\n"
            yield from (f"- {line}" for line in filled[1])
        return
    for cell in filled:
        yield from cell


def _cell(cell: etree._Element) -> list[str]:
    """The paragraphs of a cell, tables inside it included, without marks."""
    return [text for paragraph in cell.iter(f"{_W}p") if (text := _text(paragraph))]
