"""Typed reading of a YAML mapping that goes on after a fault, so that all faults are told at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

import yaml

from .problem import Mark, Problem
from .text import one_line

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_NULL = "tag:yaml.org,2002:null"
_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})


class Section:
    """The keys of one mapping. `problems` and `marks` are shared with the sections inside it.

    Scalars are read as they are written, never as what YAML makes of them: `NO` is Norway, `0123` keeps its zero.
    """

    def __init__(
        self,
        node: yaml.MappingNode,
        known: Iterable[str],
        meant: Mapping[str, str],
        problems: list[Problem],
        marks: dict[str, Mark],
        prefix: str = "",
    ) -> None:
        self._values: dict[str, yaml.Node] = {}
        self._prefix, self._meant = prefix, meant
        self.mark = _mark(node)
        self.problems, self.marks = problems, marks
        names = tuple(known)
        for key, value in node.value:
            self._take(key, value, names)

    def _take(self, key: yaml.Node, value: yaml.Node, names: tuple[str, ...]) -> None:
        name = one_line(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name not in names:
            word = re.sub(r"[\s-]+", "_", name.lower())
            near = difflib.get_close_matches(word, names, 1, 0.6)
            nearest = self._meant.get(word) or (near[0] if near else "")
            self._problem(_mark(key), name[:60] or "key", "unknown key", () if nearest else names, nearest)
        elif name in self._values:
            self._problem(_mark(key), name, f"given twice; the first is in line {_mark(self._values[name]).line}")
        else:
            self._values[name] = value
            self.marks[self._prefix + name] = _mark(value)

    def _problem(self, mark: Mark, name: str, message: str, accepted: tuple[str, ...] = (), nearest: str = "") -> None:
        self.problems.append(Problem(mark, self._prefix + name, message, accepted, nearest))

    def fault(self, name: str, message: str, accepted: tuple[str, ...] = (), nearest: str = "") -> None:
        """Note a fault of the key `name` (of the whole section where it was not given)."""
        self._problem(self.marks.get(self._prefix + name, self.mark), name, message, accepted, nearest)

    def node(self, name: str) -> yaml.Node | None:
        """The value of a key; None where it is missing or null."""
        value = self._values.get(name)
        if isinstance(value, yaml.ScalarNode) and (value.tag == _NULL or not value.value.strip()):
            return None
        return value

    def text(self, name: str, *, required: bool = False, most: int = 300) -> str:
        """One line of text."""
        node = self.node(name)
        if node is None:
            if required:
                self.fault(name, "missing")
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(name, "must be one text, not a list or a group of keys")
            return ""
        text = one_line(node.value)
        if len(text) > most:
            self.fault(name, f"{len(text)} characters; at most {most} fit")
        return text

    def entries(self, name: str, *, most: int = 50) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        node = self.node(name)
        if node is None:
            return ()
        if isinstance(node, yaml.ScalarNode):
            return (self.text(name),)
        if not isinstance(node, yaml.SequenceNode):
            self.fault(name, "must be a list: one line with `- text` for each entry")
            return ()
        found = []
        for number, entry in enumerate(node.value):
            self.marks[f"{self._prefix}{name}[{number}]"] = _mark(entry)
            if not isinstance(entry, yaml.ScalarNode):
                self._problem(_mark(entry), name, "an entry must be one text; put text that has a colon in quotes")
            elif one_line(entry.value):
                found.append(one_line(entry.value))
        if len(found) > most or any(len(entry) > 300 for entry in found):
            self.fault(name, f"at most {most} entries of 300 characters fit")
        return tuple(found)

    def choice(self, name: str, values: type[E], default: E) -> E:
        """A word of an enumeration; case, spaces and hyphens do not matter."""
        text = self.text(name)
        if not text:
            return default
        word = re.sub(r"[\s-]+", "_", text.lower())
        accepted = tuple(value.value for value in values)
        if word in accepted:
            return values(word)
        near = difflib.get_close_matches(word, accepted, 1, 0.5)
        self.fault(name, f"{text!r} is not known", accepted, near[0] if near else "")
        return default

    def flag(self, name: str) -> bool:
        """Yes or no; no where it is missing."""
        text = self.text(name).lower()
        if text and text not in _YES | _NO:
            self.fault(name, f"{text!r} is neither yes nor no", ("true", "false"))
        return text in _YES

    def converted(self, name: str, convert: Callable[[str], T], accepted: tuple[str, ...]) -> T | None:
        """What `convert` makes of the text; its ValueError becomes a fault."""
        text = self.text(name)
        if not text:
            return None
        try:
            return convert(text)
        except ValueError as error:
            self.fault(name, str(error), accepted)
            return None

    def section(self, name: str, known: Iterable[str]) -> Section | None:
        """The group of keys under `name`; None where there is none (a single text is no group)."""
        node = self.node(name)
        if not isinstance(node, yaml.MappingNode):
            return None
        return Section(node, known, {}, self.problems, self.marks, f"{self._prefix}{name}.")


def _mark(node: yaml.Node) -> Mark:
    """Where the text of a node begins in the file: after an opening quote, and below the first line of dashes."""
    quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
    return Mark(node.start_mark.line + 2, node.start_mark.column + 1 + quoted)
