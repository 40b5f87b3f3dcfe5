"""Candidates: they see an advert on a board and follow only the links that the board was given.

Each one speaks real HTTP, follows redirects by itself, and clicks Apply where a link leads to a careers page.
Among them are a bot and a link prefetch, which must not be counted as people.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urldefrag, urljoin

from .advert import Advert
from .fetch import Path, follow
from .page_parts import read_page
from .state import State
from .wire import Json

_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{n}.0.0.0"
BROWSERS = (
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 8) {_WEBKIT} Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_{n} like Mac OS X) AppleWebKit/605.1.15 Version/18.4 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:{n}.0) Gecko/20100101 Firefox/{n}.0",
)
BOT = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"
PREFETCH = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"


class Visitor(StrEnum):
    PERSON = "person"
    BOT = "bot"
    PREFETCH = "prefetch"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who comes to each advert. Of `people`, those below `applications` finish an application at the board.

    `agents`: user agents to use instead of the usual browsers. `hosts`: hosts besides this machine that may be
    visited; anything else is left alone, because a practice advert may point at a real employer's site.
    """

    people: int = 1
    applications: int = 0
    bots: int = 0
    prefetches: int = 0
    seed: int = 0
    agents: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if min(self.people, self.applications, self.bots, self.prefetches) < 0:
            raise ValueError("people, applications, bots, prefetches: give 0 or more")
        if self.applications > self.people:
            raise ValueError("applications: cannot be more than people")


@dataclass(frozen=True, slots=True)
class Journey:
    """One visitor's way from an advert. `clicked_apply`: an Apply button on a page was followed."""

    board: str
    external_id: str
    reference: str
    visitor: Visitor
    agent: str
    steps: tuple[tuple[int, str], ...]
    clicked_apply: bool
    stopped: str

    @property
    def arrived(self) -> bool:
        return not self.stopped and bool(self.steps) and self.steps[-1][0] < 400

    def to_json(self) -> dict[str, Json]:
        steps: list[Json] = [{"status": status, "url": url} for status, url in self.steps]
        return {
            "board": self.board,
            "external_id": self.external_id,
            "reference": self.reference,
            "visitor": self.visitor.value,
            "agent": self.agent,
            "steps": steps,
            "clicked_apply": self.clicked_apply,
            "stopped": self.stopped,
            "arrived": self.arrived,
        }


def visit(adverts: Iterable[Advert], crowd: Crowd) -> list[Journey]:
    """Send the crowd to every advert. Blocks; touches no board. An advert without a link has no journeys."""
    chance = random.Random(crowd.seed)
    plans: list[tuple[Advert, Visitor, str]] = []
    for advert in adverts:
        if not advert.apply_url:
            continue
        plans += [(advert, Visitor.PERSON, _agent(crowd, chance)) for _ in range(crowd.people)]
        plans += [(advert, Visitor.BOT, BOT)] * crowd.bots
        plans += [(advert, Visitor.PREFETCH, PREFETCH)] * crowd.prefetches
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda plan: _travel(plan[0], plan[1], plan[2], crowd.hosts), plans))


def count(state: State, adverts: Iterable[Advert], journeys: list[Journey], crowd: Crowd) -> None:
    """Raise the boards' own counts by what people did: one view each, a click if they arrived, applications."""
    arrived: dict[tuple[str, str], int] = {}
    for journey in journeys:
        if journey.visitor is Visitor.PERSON and journey.arrived:
            key = (journey.board, journey.external_id)
            arrived[key] = arrived.get(key, 0) + 1
    for advert in adverts:
        latest = state.shelf.get(advert.board, advert.external_id) or advert
        clicks = arrived.get((advert.board, advert.external_id), 0)
        applied = min(crowd.applications, clicks) if advert.apply_url else crowd.applications
        counted = replace(
            latest,
            views=latest.views + crowd.people,
            clicks=latest.clicks + clicks,
            applications=latest.applications + applied,
        )
        state.change("visit", counted, detail={"people": crowd.people, "clicks": clicks, "applications": applied})


def _agent(crowd: Crowd, chance: random.Random) -> str:
    if crowd.agents:
        return chance.choice(crowd.agents)
    return chance.choice(BROWSERS).format(n=chance.randrange(100, 160))


def _travel(advert: Advert, visitor: Visitor, agent: str, hosts: frozenset[str]) -> Journey:
    headers = {"User-Agent": agent, "Accept": "text/html,*/*;q=0.8", "Accept-Language": "en-GB,en;q=0.9"}
    if visitor is Visitor.PREFETCH:
        path, clicked = follow(advert.apply_url, hosts, "HEAD", headers), False
    elif visitor is Visitor.BOT:
        path, clicked = follow(advert.apply_url, hosts, "GET", headers), False
    else:
        path, clicked = _person(advert.apply_url, hosts, headers)
    steps = tuple((step.status, step.url) for step in path.steps)
    return Journey(advert.board, advert.external_id, advert.reference, visitor, agent, steps, clicked, path.stopped)


def _person(url: str, hosts: frozenset[str], headers: dict[str, str]) -> tuple[Path, bool]:
    """Follow the advert's link, then the Apply button of the page it leads to, if there is one."""
    path = follow(url, hosts, "GET", headers)
    button = _apply_button(path)
    if button is None:
        return path, False
    onward = follow(button, hosts, "GET", {**headers, "Referer": path.steps[-1].url})
    return Path(path.steps + onward.steps, onward.stopped), True


def _apply_button(path: Path) -> str | None:
    page = path.end
    if page is None or page.status != 200 or "html" not in page.headers.get("content-type", ""):
        return None
    for link in read_page(page.body).links:
        if link.says_apply():
            target = urljoin(page.url, link.href)
            same_page = urldefrag(target).url == urldefrag(page.url).url
            return None if same_page or not target.startswith("http") else target
    return None
