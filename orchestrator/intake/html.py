"""HTML from outside to Markdown: paragraphs, lists, headings and emphasis stay; everything else goes.

No tag or attribute of the source survives, so nothing needs sanitising afterwards. libxml2 reads it as a stream:
time and memory grow with the length of the text and not with how it is nested.
"""

from __future__ import annotations

import html
import re
from itertools import groupby

from lxml import etree

from .text import body, clean

MOST_CHARACTERS = 500_000

_DROPPED = frozenset({"script", "style", "template", "noscript", "head", "iframe", "object", "svg", "math", "select"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "header", "hr", "main", "nav", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr",
})  # fmt: skip
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "### ", "h6": "### "}
_STRONG = frozenset({"strong", "b"})
_EMPHASIS = frozenset({"em", "i"})
_DEEPEST_LIST = 4

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_ESCAPED_TAG = re.compile(r"&lt;/?[A-Za-z]")
_SPECIAL = re.compile(r"[*`<\[\]]|\\(?=[!-/:-@\[-`{-~])|(?<!\w)_|_(?!\w)")
_OPENS_BLOCK = re.compile(r"(?:#{1,6}(?=\s)|>|\+(?=\s)|={3}|~{3})")
_ORDERED = re.compile(r"(\d{1,9})([.)])(?=\s)")
_TYPED_BULLET = re.compile(r"[•·●▪◦‣–-]\s+")


def looks_like_html(text: str) -> bool:
    """Does `text` have tags, as they are or escaped once?"""
    return bool(_TAG.search(text) or _ESCAPED_TAG.search(text))


def to_markdown(source: str) -> str:
    """`source`, HTML that may be entity-escaped once or twice, as Markdown.

    Raises ValueError over MOST_CHARACTERS.
    """
    if len(source) > MOST_CHARACTERS:
        raise ValueError(f"the description has {len(source)} characters; at most {MOST_CHARACTERS} are read")
    text = clean(source)
    for _ in range(2):
        if _TAG.search(text) or not _ESCAPED_TAG.search(text):
            break
        text = html.unescape(text)
    if not text.strip():
        return ""
    writer = _Writer()
    parser = etree.HTMLParser(target=writer, no_network=True, encoding="utf-8")
    # Inside an element of its own, so that text before the first tag and a bare text are read alike.
    parser.feed(f"<div>{clean(text)}</div>".encode())
    parser.close()
    return body(clean(writer.markdown()))


class _Writer:
    """What libxml2 calls while it reads; keeps the blocks written so far and the runs of the current one."""

    def __init__(self) -> None:
        self._blocks: list[tuple[str, bool]] = []
        self._runs: list[tuple[str, bool, bool]] = []
        self._strong = self._emphasis = self._dropped = 0
        self._lists: list[int | None] = []
        self._prefix = ""
        self._in_item = False

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:  # named by lxml
        if tag in _DROPPED:
            self._dropped += 1
        elif tag in _STRONG:
            self._strong += 1
        elif tag in _EMPHASIS:
            self._emphasis += 1
        elif tag == "br":
            self._runs.append(("\n", False, False))
        elif tag in ("ul", "ol"):
            self._end_block()
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._end_block()
            self._begin_item()
        elif tag in _HEADINGS:
            self._end_block()
            self._prefix = _HEADINGS[str(tag)]
        elif tag in _BLOCKS:
            self._end_block()

    def end(self, tag: str | bytes) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in _STRONG:
            self._strong = max(0, self._strong - 1)
        elif tag in _EMPHASIS:
            self._emphasis = max(0, self._emphasis - 1)
        elif tag in ("ul", "ol"):
            self._end_block()
            if self._lists:
                self._lists.pop()
            self._in_item = bool(self._lists)
        elif tag == "li":
            self._end_block()
            self._prefix, self._in_item = "", False
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._end_block()
            if not self._in_item:
                self._prefix = ""

    def data(self, data: str | bytes) -> None:
        if not self._dropped:
            self._runs.append((re.sub(r"\s+", " ", str(data)), self._strong > 0, self._emphasis > 0))

    def comment(self, text: str | bytes) -> None:
        """Comments are no text."""

    def close(self) -> None:
        self._end_block()

    def markdown(self) -> str:
        lines: list[str] = []
        after_item = False
        for block, item in self._blocks:
            if lines and not (item and after_item):
                lines.append("")
            lines.append(block)
            after_item = item
        return "\n".join(lines)

    def _begin_item(self) -> None:
        depth = min(len(self._lists), _DEEPEST_LIST) - 1
        number = self._lists[-1] if self._lists else None
        mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        self._prefix = "   " * max(depth, 0) + mark
        self._in_item = True

    def _end_block(self) -> None:
        runs, self._runs = self._runs, []
        for paragraph in _paragraphs(runs):
            text = _inline(paragraph, plain=self._prefix.startswith("#"))
            if not text:
                continue
            indent = len(self._prefix)
            if self._prefix.startswith("#"):
                text = text.replace("  \n", " ")
            self._blocks.append((self._prefix + text.replace("\n", "\n" + " " * indent), self._in_item))
            if self._in_item:
                # What follows inside the same entry is indented under its mark, not a new entry.
                self._prefix = " " * indent


def _paragraphs(runs: list[tuple[str, bool, bool]]) -> list[list[tuple[str, bool, bool]]]:
    """Two line breaks with nothing between them part paragraphs."""
    found: list[list[tuple[str, bool, bool]]] = [[]]
    broken = False
    for run in runs:
        if run[0] == "\n" and not run[1] and broken:
            found.append([])
        elif run[0].strip() or run[0] == "\n" or not broken:
            found[-1].append(run)
            broken = run[0] == "\n"
    return found


def _inline(runs: list[tuple[str, bool, bool]], *, plain: bool) -> str:
    """The text of one paragraph, marks around what is emphasised and never around spaces or line ends."""
    written = []
    for (_, strong, emphasis), same in groupby(runs, key=lambda run: (run[0] == "\n", run[1], run[2])):
        text = "".join(run[0] for run in same)
        inner = text.strip()
        mark = "" if plain or not inner else "*" * (2 * strong + emphasis)
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        written.append(text if not inner else before + mark + _SPECIAL.sub(r"\\\g<0>", inner) + mark + after)
    lines = [_line(line) for line in re.sub(r" {2,}", " ", "".join(written)).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return _joined(lines)


def _line(text: str) -> str:
    """One line whose first characters mean in Markdown what they meant to their writer."""
    line = text.strip()
    if _TYPED_BULLET.match(line):
        return "- " + _TYPED_BULLET.sub("", line, count=1)
    if _OPENS_BLOCK.match(line):
        return "\\" + line
    return _ORDERED.sub(r"\1\\\2", line, count=1) if _ORDERED.match(line) else line


def _joined(lines: list[str]) -> str:
    """Lines of one paragraph: a break where the source broke, a list where bullets were typed."""
    text = ""
    for previous, line in zip(["", *lines], lines, strict=False):
        if not text:
            text = line
        elif line.startswith("- ") or previous.startswith("- "):
            text += ("\n" if line.startswith("- ") and previous.startswith("- ") else "\n\n") + line
        else:
            text += "  \n" + line
    return text
