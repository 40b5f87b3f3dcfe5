"""One crawl of a feed: fetched, read, and each job checked by itself. Slow and without effects: run in a thread."""

from __future__ import annotations

from dataclasses import dataclass

from ..fetch import Unreachable, fetch
from ..remark import Remark
from .feed import BrokenFeed, FeedJob, read_feed
from .rules import check_job

USER_AGENT = "Mozilla/5.0 (compatible; Indeedbot 1.1; practice)"


@dataclass(frozen=True, slots=True)
class FeedFetch:
    """What a crawl brought: the jobs with what is wrong with each by itself, or the `error` that spoils it all."""

    url: str
    status: int | None = None
    error: str = ""
    etag: str | None = None
    modified: str | None = None
    size: int = 0
    entries: tuple[tuple[FeedJob, list[Remark]], ...] = ()


def fetch_feed(url: str, etag: str | None, modified: str | None) -> FeedFetch:
    """HEAD, then GET with If-None-Match or If-Modified-Since and gzip, as Indeed's crawler does."""
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Accept": "application/xml, text/xml"}
    try:
        head = fetch(url, "HEAD", headers)
        if head.status >= 400 and head.status != 405:
            return FeedFetch(url, head.status, f"HEAD was answered with {head.status}")
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        answer = fetch(url, "GET", headers)
        if answer.status == 304:
            return FeedFetch(url, 304)
        if answer.status != 200:
            message = f"GET was answered with {answer.status}; the address must give the feed itself"
            return FeedFetch(url, answer.status, message)
        document = answer.content()
        entries = tuple((entry, check_job(entry)) for entry in read_feed(document).entries)
    except (Unreachable, BrokenFeed) as broken:
        return FeedFetch(url, error=str(broken))
    taken = answer.headers
    return FeedFetch(url, 200, "", taken.get("etag"), taken.get("last-modified"), len(document), entries)
