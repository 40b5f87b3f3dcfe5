"""HTML for boards that allow few tags, and plain text for those that allow none."""

from __future__ import annotations

import re
from collections.abc import Collection

import lxml.html
import nh3

from .text import xml_safe

_STANDS_FOR: dict[str, tuple[str, ...]] = {
    "strong": ("b",),
    "b": ("strong",),
    "em": ("i",),
    "i": ("em",),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), ("h3", "h2", "h4", "strong", "b")),
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"p", "div", "blockquote", "pre", "section", "article", "header", "footer", "table"}) | _HEADINGS
_KNOWN = _BLOCKS | frozenset({*_STANDS_FOR, "ul", "ol", "li", "br", "a", "u", "tr", "td", "th"})
_SCHEMES = {"http", "https", "mailto", "tel"}
_HIDDEN = frozenset({"script", "style", "template", "head", "title"})


def limit_tags(html: str, tags: Collection[str]) -> str:
    """`html` with no other elements than `tags`, no attribute but the `href` of links, and nothing that runs.

    What is not allowed becomes its nearest relative that is (`strong` for `b`, a bold line for a heading). Otherwise
    a block ends in a line break, and items of lists start with a bullet, so that no two words grow together.
    """
    allowed = frozenset(tags)
    text = _cleaned(html, _KNOWN | allowed)
    line = "<br>" if "br" in allowed else "\n"
    for tag in sorted(_KNOWN - allowed):
        opening, closing = _replacements(tag, allowed, line)
        text = text.replace(f"<{tag}>", opening).replace(f"</{tag}>", closing)
    text = re.sub(r"\A(?:<br>|\s)+|(?:<br>|\s)+\Z", "", _cleaned(text, allowed))
    return re.sub(r"(?:<br>\s*){3,}", "<br><br>", text)


def plain(html: str, *, bullet: str = "- ") -> str:
    """`html` as plain text: a blank line between paragraphs, a line for each item of a list, indented when nested.

    What is nested more than 250 elements deep is left out (a limit of the parser that keeps hostile pages harmless).
    """
    if not html.strip():
        return ""
    writer = _Writer(bullet)
    writer.write(lxml.html.fragment_fromstring(xml_safe(html), create_parent="div"))
    writer.end()
    return "\n".join(writer.lines).strip("\n")


def _replacements(tag: str, allowed: frozenset[str], line: str) -> tuple[str, str]:
    """What stands for the start and the end of an element that is not allowed."""
    relative = next((name for name in _STANDS_FOR.get(tag, ()) if name in allowed), "")
    gap = line * 2 if tag in _BLOCKS else ""
    if tag == "br":
        return "\n", ""
    if tag == "li":
        return "• ", line
    if tag in ("td", "th"):
        return "", " "
    if tag in ("ul", "ol", "tr"):
        return "", line
    if relative:
        return f"<{relative}>", f"</{relative}>{'' if relative in _HEADINGS else gap}"
    return "", gap


def _cleaned(html: str, tags: frozenset[str]) -> str:
    attributes = {"a": {"href"}} if "a" in tags else {}
    return nh3.clean(html, tags=set(tags), attributes=attributes, url_schemes=_SCHEMES, link_rel=None)


class _Writer:
    """Writes elements as lines. `first` and `rest`: what the next line and those after it start with."""

    def __init__(self, bullet: str) -> None:
        self.lines: list[str] = []
        self._bullet = bullet
        self._line = ""
        self._first = self._rest = ""

    def write(self, element: lxml.html.HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""  # a comment's tag is a function
        if tag and tag not in _HIDDEN:
            self._open(tag)
            if tag == "li":
                self._item(element)
            else:
                self._inside(element)
            self._close(tag)
        self._say(element.tail)

    def end(self) -> None:
        """End the line, if there is anything on it."""
        if self._line.strip():
            self.lines.append(self._line.rstrip())
        self._line = ""

    def _gap(self) -> None:
        self.end()
        if self.lines and self.lines[-1] and not self._rest:
            self.lines.append("")

    def _open(self, tag: str) -> None:
        if tag == "br":
            if self._line:
                self.end()
            else:
                self._gap()
        elif tag in _BLOCKS or tag in ("ul", "ol"):
            self._gap()
        elif tag in ("li", "tr"):
            self.end()

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS or tag in ("ul", "ol"):
            self._gap()
        elif tag in ("li", "tr"):
            self.end()
        elif tag in ("td", "th") and self._line:
            self._line += " "

    def _inside(self, element: lxml.html.HtmlElement) -> None:
        self._say(element.text)
        for child in element:
            self.write(child)

    def _item(self, element: lxml.html.HtmlElement) -> None:
        outer = self._rest
        parent = element.getparent()
        mark = self._bullet
        if parent is not None and parent.tag == "ol":
            mark = f"{sum(1 for before in element.itersiblings('li', preceding=True)) + 1}. "
        self._first, self._rest = outer + mark, outer + " " * len(mark)
        self._inside(element)
        self.end()
        self._first = self._rest = outer

    def _say(self, text: str | None) -> None:
        words = re.sub(r"[ \t\r\n\f]+", " ", text or "")
        if not self._line or self._line.endswith(" "):
            words = words.lstrip(" ")
        if words:
            if not self._line:
                self._line, self._first = self._first, self._rest
            self._line += words
