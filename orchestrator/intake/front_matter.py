"""The block between two lines of three dashes: YAML, read to a tree whose nodes know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from .problem import AdvertFileError, Mark, Problem

LARGEST_FILE = 1_000_000
LARGEST_FRONT_MATTER = 64_000
_DEEPEST = 4
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\A(?:[ \t]*\n)*")


@dataclass(frozen=True, slots=True)
class Parts:
    """The front matter as a tree, and the body with the line it starts at."""

    front: yaml.MappingNode
    body: str
    body_line: int


def _fault(line: int, column: int, field: str, message: str) -> AdvertFileError:
    return AdvertFileError([Problem(Mark(line, column), field, message)])


def decode(source: str | bytes) -> str:
    """The text of a file: UTF-8, with or without a byte order mark, line feeds only. Raises AdvertFileError."""
    if len(source) > LARGEST_FILE:
        raise _fault(1, 1, "file", f"larger than {LARGEST_FILE} bytes; an advert is a page or two of text")
    if isinstance(source, bytes):
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            before = source[: error.start]
            column = error.start - (before.rfind(b"\n") + 1) + 1
            raise _fault(
                before.count(b"\n") + 1, column, "file", "not UTF-8 from here on; save the file as UTF-8"
            ) from None
    else:
        text = source
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _UNPRINTABLE.search(text)
    if found:
        mark = _mark_at(text, found.start())
        raise _fault(mark.line, mark.column, "file", f"the control character U+{ord(found[0]):04X}; remove it")
    return text


def _mark_at(text: str, offset: int) -> Mark:
    return Mark(text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def split(text: str) -> Parts:
    """Part a decoded file. Raises AdvertFileError where the front matter is missing, unclosed or not YAML."""
    opening = _FENCE.match(text)
    if not opening:
        raise _fault(1, 1, "front matter", "the file does not begin with a line of three dashes (---)")
    closing = _FENCE.search(text, opening.end() + 1)
    if not closing:
        raise _fault(1, 1, "front matter", "it is not closed; put a line of three dashes (---) after the last key")
    front = text[opening.end() + 1 : closing.start()]
    if len(front) > LARGEST_FRONT_MATTER:
        raise _fault(1, 1, "front matter", f"longer than {LARGEST_FRONT_MATTER} characters; the text goes below it")
    rest = text[closing.end() + 1 :]
    blank = _BLANK.match(rest)
    skipped = blank.end() if blank else 0
    line = text.count("\n", 0, closing.end()) + 2 + rest.count("\n", 0, skipped)
    return Parts(_compose(front), rest[skipped:].rstrip(), line)


def _compose(front: str) -> yaml.MappingNode:
    try:
        _refuse_machinery(front)
        node = yaml.compose(front, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line, column = (where.line + 2, where.column + 1) if where else (2, 1)
        raise _fault(line, column, "front matter", f"not YAML: {error.problem or error.context}") from None
    except yaml.reader.ReaderError as error:
        mark = _mark_at(front, int(error.position))
        raise _fault(mark.line + 1, mark.column, "front matter", "a character YAML does not allow; remove it") from None
    if node is None:
        raise _fault(2, 1, "front matter", "it is empty; it needs at least title and place")
    if not isinstance(node, yaml.MappingNode):
        raise _fault(2, 1, "front matter", "it is no list of `key: value` lines")
    return node


def _refuse_machinery(front: str) -> None:
    """Anchors, aliases, tags and deep nesting have no use in an advert, and harm (an alias can stand for gigabytes)."""
    depth = 0
    for event in yaml.parse(front, Loader=yaml.SafeLoader):
        mark = event.start_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _fault(line, column, "front matter", "anchors and aliases (& and *) are not used here; put text "
                         "that begins with one of them in quotes")  # fmt: skip
        if getattr(event, "tag", None):
            raise _fault(line, column, "front matter", "tags (!) are not used here; put such text in quotes")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise _fault(line, column, "front matter", f"nested deeper than {_DEEPEST} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
