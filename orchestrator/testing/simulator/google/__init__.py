"""Google as the reader of the careers site: sitemap, then every page, then what its JobPosting says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from hashlib import sha256

from ..advert import Advert, AdvertState
from ..fetch import Fetched, Unreachable, fetch
from ..ledger import body_hash
from ..page_parts import PageParts, read_page
from ..remark import Remark
from ..route import Route
from ..state import State
from ..wire import Answer, Json, json_answer
from .indexing import Indexing
from .markup import check_posting, expires_at, identifier, is_posting
from .sitemap import USER_AGENT, Sitemap, read_sitemap

FOREVER = 10 * 365 * 86_400.0


@dataclass(frozen=True, slots=True)
class SiteFetch:
    """What came over the wire for one crawl: the sitemap, and each page's answer or why there was none."""

    base_url: str
    sitemap: Sitemap
    pages: dict[str, Fetched | str] = field(default_factory=dict)


def fetch_site(base_url: str, known: list[str]) -> SiteFetch:
    """The sitemap and its pages, and `known` pages that the sitemap no longer lists. Blocks; touches nothing."""
    sitemap = read_sitemap(base_url)
    if sitemap.error:
        return SiteFetch(base_url, sitemap)
    urls = list(dict.fromkeys([*sitemap.pages, *known]))
    with ThreadPoolExecutor(4) as pool:
        return SiteFetch(base_url, sitemap, dict(zip(urls, pool.map(_page, urls), strict=True)))


def _page(url: str) -> Fetched | str:
    try:
        answer = fetch(url, headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
        return replace(answer, body=answer.content())
    except Unreachable as gone:
        return str(gone)


class Google:
    """All careers sites this Google was told of. A page is its own key."""

    name = "google"
    label = "Google for Jobs (reads the careers site)"

    def __init__(self, state: State) -> None:
        self._state = state
        self._indexing = Indexing()
        self.routes: tuple[Route, ...] = self._indexing.routes

    def reload(self) -> None:
        """Nothing is kept besides the shelf and what was notified."""
        self._indexing.notified.clear()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}})

    def page(self, advert: Advert) -> str:
        return f"/google/adverts/{advert.external_id}"

    def configure(self, options: dict[str, Json]) -> None:
        raise ValueError(f"{', '.join(options)}: google has no options; tell it to crawl a site")

    def set_up(self, account: dict[str, Json]) -> None:
        raise ValueError(f"{', '.join(account)}: google has no accounts; it reads any site it is told of")

    def settings(self) -> dict[str, Json]:
        return {"pages": self._state.shelf.count(self.name), "notified": list[Json](self._indexing.notified)}

    def known_pages(self, base_url: str) -> list[str]:
        """Pages of the site that are still shown and must be looked at again."""
        return [each.apply_url for each in self._mine(base_url) if each.state is AdvertState.LIVE]

    def take(self, crawl: SiteFetch) -> dict[str, Json]:
        """Judge what was fetched and show it. A sitemap that cannot be used changes nothing."""
        lists: dict[str, list[Json]] = {"created": [], "changed": [], "closed": [], "empty": []}
        remarks = list(crawl.sitemap.remarks)
        for url, answer in crawl.pages.items():
            outcome, said = self._judge(crawl, url, answer)
            remarks += said
            if outcome:
                lists[outcome].append(url)
        return {
            "url": crawl.base_url,
            "error": crawl.sitemap.error or None,
            "listed": len(crawl.sitemap.pages),
            **{name: list[Json](urls) for name, urls in lists.items()},
            "remarks": [remark.to_json() for remark in remarks],
        }

    def _judge(self, crawl: SiteFetch, url: str, answer: Fetched | str) -> tuple[str, list[Remark]]:
        """The list that the page goes into (empty: none), and what is said of it."""
        listed = url in crawl.sitemap.pages
        if isinstance(answer, str):
            return "", [Remark(url, "page", answer, refused=False)]
        parts = read_page(answer.body)
        if reason := _closed(answer, parts):
            said = [Remark(url, "sitemap", f"lists a page that {reason}", refused=False)] if listed else []
            return self._close(url), said
        if answer.status != 200:
            return "", [Remark(url, "page", f"answered with {answer.status}; a listed page must answer 200")]
        postings = [data for data in parts.data if is_posting(data)]
        if not postings:
            return self._close(url) or "empty", [Remark(url, "JSON-LD", message) for message in parts.broken]
        if len(postings) > 1:
            return "", [Remark(url, "JobPosting", "stands more than once; one page is for one job")]
        said = _remarks(url, postings[0], parts)
        until = expires_at(postings[0])
        if any(remark.refused for remark in said) or (until is not None and until <= self._state.clock.now()):
            return self._close(url), said
        if not listed:
            said.append(Remark(url, "sitemap", "does not list this page, which is still open", refused=False))
        return self._show(crawl.base_url, url, postings[0], until), said

    def _show(self, base_url: str, url: str, posting: dict[str, Json], until: float | None) -> str:
        now = self._state.clock.now()
        known = self._state.shelf.get(self.name, _key(url))
        advert = Advert(
            self.name,
            _key(url),
            identifier(posting) or url,
            str(posting["title"]),
            str(posting["description"]),
            url,
            base_url,
            now,
            until or now + FOREVER,
            body_hash=body_hash(repr(sorted(posting.items())).encode()),
            fields={name: str(value) for name, value in posting.items() if name not in ("title", "description")},
        )
        if known is None or known.state is AdvertState.ENDED:
            self._state.change("create", advert)
            return "created"
        if known.body_hash == advert.body_hash:
            return ""
        kept = replace(
            advert, created_at=known.created_at, views=known.views, clicks=known.clicks, applications=known.applications
        )
        self._state.change("update", kept)
        return "changed"

    def _close(self, url: str) -> str:
        known = self._state.shelf.get(self.name, _key(url))
        if known is None or known.state is AdvertState.ENDED:
            return ""
        self._state.change("end", replace(known, state=AdvertState.ENDED, ended_at=self._state.clock.now()))
        return "closed"

    def _mine(self, base_url: str) -> list[Advert]:
        return [each for each in self._state.shelf.of(self.name) if each.account == base_url]


def _closed(answer: Fetched, parts: PageParts) -> str:
    """In which of Google's ways the page says that its job is closed; empty if in none."""
    if answer.status in (404, 410):
        return f"answers {answer.status}"
    rules = {rule.strip().lower() for rule in answer.headers.get("x-robots-tag", "").split(",")}
    return "says noindex" if "noindex" in rules | parts.robots else ""


def _remarks(url: str, posting: dict[str, Json], parts: PageParts) -> list[Remark]:
    """The markup by itself, and against what a visitor sees."""
    wrong, advice = check_posting(posting)
    said = [Remark(url, name, message) for name, message in wrong]
    title = " ".join(str(posting.get("title", "")).split())
    if title and title.lower() not in parts.text.lower():
        said.append(Remark(url, "title", "is not in the page's visible text"))
    if not any(link.says_apply() for link in parts.links):
        said.append(Remark(url, "page", "has no link to apply"))
    return said + [Remark(url, name, message, refused=False) for name, message in advice]


def _key(url: str) -> str:
    return sha256(url.encode()).hexdigest()[:16]
