"""Routes: which of a board's operations a method and a path name."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from .ledger import Exchange
from .wire import Answer, Request


@dataclass(frozen=True, slots=True)
class Call:
    """A request that found its operation: the path's parts by name, and its line in the ledger if it has one."""

    request: Request
    parts: dict[str, str] = field(default_factory=dict)
    exchange: Exchange | None = None


Handler = Callable[[Call], Answer | Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    pattern: re.Pattern[str]
    operation: str
    handler: Handler


def route(method: str, path: str, operation: str, handler: Handler) -> Route:
    """A route for `path`, where `{name}` stands for one part without a slash."""
    return Route(method, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path) + r"\Z"), operation, handler)


@dataclass(frozen=True, slots=True)
class NoRoute:
    """Nothing answers here: 404, or 405 with the methods that would."""

    allowed: tuple[str, ...]


def find_route(routes: tuple[Route, ...], method: str, path: str) -> tuple[Route, dict[str, str]] | NoRoute:
    allowed = []
    for candidate in routes:
        match = candidate.pattern.match(path)
        if match and (candidate.method == method or (candidate.method == "GET" and method == "HEAD")):
            return candidate, match.groupdict()
        if match:
            allowed.append(candidate.method)
    return NoRoute(tuple(allowed))
