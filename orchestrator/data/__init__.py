"""Reference data that comes with Callboard; SOURCES.md says where each file is from and under which licence."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from importlib import resources


def lines(name: str) -> Iterator[str]:
    """The lines of a text file here, also of a compressed one."""
    content = (resources.files(__name__) / name).read_bytes()
    text = gzip.decompress(content) if name.endswith(".gz") else content
    return iter(text.decode("utf-8").splitlines())


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table here by the names of its first line; lines that begin with # are notes."""
    return iter(csv.DictReader(line for line in lines(name) if not line.startswith("#")))
