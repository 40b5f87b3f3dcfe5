"""Where JobPosting markup stands: in a page, a JSON file, a file with one JSON value a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from .draft import Item, Refusal, Unreadable
from .job_posting import read_posting

MOST_POSTINGS = 100_000
LONGEST_LINE = 2_000_000
_DEEPEST = 8
_SCRIPT = re.compile(r"<script\b([^<>]{0,2000})>", re.IGNORECASE)
_LD_JSON = re.compile(r"type\s*=\s*[\"']?\s*application/ld\+json", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)


def from_page(text: str, name: str) -> Iterator[Item | Refusal]:
    """Every JobPosting in the scripts of an HTML page."""
    found = False
    for number, script in enumerate(_scripts(text), 1):
        for item in from_json(script, f"{name} script {number}", quiet=True):
            found = True
            yield item
    if not found:
        yield Refusal(name, "the page has no JobPosting markup (a script of type application/ld+json)")


def _scripts(text: str) -> Iterator[str]:
    position = 0
    while opening := _SCRIPT.search(text, position):
        closing = _END.search(text, opening.end())
        if not closing:
            return
        if _LD_JSON.search(opening[1]):
            # Some sites wrap the value in a comment or CDATA, for browsers of long ago.
            yield re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "",
                         text[opening.end() : closing.start()])  # fmt: skip
        position = closing.end()


def from_json(text: str, name: str, *, quiet: bool = False) -> Iterator[Item | Refusal]:
    """Every JobPosting in one JSON value: an object, a list, a graph. `quiet`: none at all is no fault."""
    try:
        value = _parse(text)
    except Unreadable as error:
        yield Refusal(name, str(error))
        return
    postings = list(_postings(value))
    for number, posting in enumerate(postings, 1):
        yield _read(posting, name if len(postings) == 1 else f"{name} posting {number}")
    if not postings and not quiet:
        yield Refusal(name, "no JobPosting in it (an object whose @type is JobPosting)")


def from_lines(text: str, name: str) -> Iterator[Item | Refusal]:
    """One JSON value a line; blank lines are skipped, a broken one is refused alone."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield Refusal(f"{name} line {number}", f"longer than {LONGEST_LINE} characters")
        elif line.strip():
            yield from from_json(line, f"{name} line {number}")


def _parse(text: str) -> object:
    try:
        return json.loads(text.strip().removeprefix("\ufeff"), parse_constant=_no_number)
    except RecursionError:
        raise Unreadable("not JSON that can be read: nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from None
    except ValueError as error:
        raise Unreadable(f"not JSON that can be read: {error}") from None


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is not a number in JSON")


def _postings(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        if _is_posting(value.get("@type")):
            yield value
            return
        for part in value.values():
            if isinstance(part, (Mapping, list)):
                yield from _postings(part, depth + 1)
    elif isinstance(value, list):
        for part in value[:MOST_POSTINGS]:
            yield from _postings(part, depth + 1)


def _is_posting(kind: object) -> bool:
    names = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and re.split("[/:#]", name)[-1].strip() == "JobPosting" for name in names)


def _read(posting: Mapping[str, object], name: str) -> Item | Refusal:
    try:
        return Item(name, read_posting(posting))
    except Unreadable as error:
        return Refusal(name, str(error))
