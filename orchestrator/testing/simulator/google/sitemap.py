"""Reading a site's sitemap: URLs with their lastmod, through index files, within the site. Source: sitemaps.org."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from ..fetch import Unreachable, fetch
from ..remark import Remark, instant

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
URL_LIMIT = 50_000
BYTE_LIMIT = 50 * 1024 * 1024
USER_AGENT = "Mozilla/5.0 (compatible; Googlebot/2.1; practice)"


@dataclass(slots=True)
class Sitemap:
    """`pages` maps each listed page to its lastmod text. `error`: the sitemap as a whole cannot be used."""

    pages: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    error: str = ""


def read_sitemap(base_url: str) -> Sitemap:
    """Fetch `sitemap.xml` under `base_url` and the files its index names. Blocks."""
    sitemap = Sitemap()
    waiting = [urljoin(base_url.rstrip("/") + "/", "sitemap.xml")]
    read = 0
    while waiting and not sitemap.error:
        url = waiting.pop(0)
        read += 1
        if read > 500:
            sitemap.error = "more than 500 sitemap files"
            break
        waiting += _read_one(url, sitemap)
    return sitemap


def _read_one(url: str, sitemap: Sitemap) -> list[str]:
    """Add one file's pages; returns the further files it names."""
    try:
        answer = fetch(url, headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
        body = answer.content()
    except Unreachable as gone:
        sitemap.error = str(gone)
        return []
    if answer.status != 200:
        sitemap.error = f"{url}: answered with {answer.status}"
        return []
    if len(body) > BYTE_LIMIT:
        sitemap.error = f"{url}: more than 50 MB uncompressed"
        return []
    try:
        root = ET.fromstring(body)  # noqa: S314 - bounded above, and expat limits the growth of entities
    except ET.ParseError as broken:
        sitemap.error = f"{url}: not well-formed XML: {broken}"
        return []
    kind = root.tag.removeprefix(NAMESPACE)
    if root.tag == kind or kind not in ("urlset", "sitemapindex"):
        sitemap.error = f"{url}: the root must be urlset or sitemapindex in the sitemaps.org namespace"
        return []
    entries = _entries(url, root, sitemap)
    if len(entries) > URL_LIMIT:
        sitemap.error = f"{url}: more than {URL_LIMIT} URLs in one file"
        return []
    if kind == "sitemapindex":
        return list(entries)
    sitemap.pages.update(entries)
    return []


def _entries(url: str, root: ET.Element, sitemap: Sitemap) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in root:
        location = (entry.findtext(NAMESPACE + "loc") or "").strip()
        changed = (entry.findtext(NAMESPACE + "lastmod") or "").strip()
        if urlsplit(location).netloc != urlsplit(url).netloc:
            sitemap.remarks.append(Remark(location or url, "loc", "is not on the sitemap's own host"))
            continue
        if changed and instant(changed) is None:
            sitemap.remarks.append(Remark(location, "lastmod", f"{changed!r} is not a W3C date", refused=False))
        found[location] = changed
    return found
