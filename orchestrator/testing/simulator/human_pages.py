"""Pages for people: what is on every board, and each advert as a candidate sees it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser

from .advert import Advert
from .board import Board
from .state import State
from .wire import Answer, html_answer

ALLOWED = frozenset(
    (
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "b",
        "strong",
        "em",
        "i",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tbody",
        "thead",
        "tr",
        "th",
        "td",
    )
)
DROPPED = frozenset({"script", "style"})
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc}"
    ".apply{display:inline-block;padding:.6rem 1.2rem;background:#1d4f8c;color:#fff;border-radius:4px}"
    ".note{background:#fff4d6;padding:.5rem 1rem}"
)
NOTE = '<p class="note">A practice board: nothing here is a real job, and no real board is involved.</p>'


def overview(boards: Iterable[Board], state: State) -> Answer:
    """The start page: every board with what it shows and what it has received."""
    now = state.clock.now()
    parts = ["<h1>Practice boards</h1>", NOTE]
    for board in boards:
        adverts = sorted(state.shelf.of(board.name), key=lambda advert: -advert.created_at)
        showing = sum(advert.shows(now) for advert in adverts)
        flying = len(state.ledger.in_flight(board.name))
        parts.append(f"<h2>{escape(board.label)}</h2><p>{showing} live, {len(adverts)} ever, {flying} in flight.</p>")
        if adverts:
            parts.append("<table><tr><th>Advert<th>Reference<th>State<th>Since<th>Views<th>Applications</tr>")
            parts += [_row(board, advert, now) for advert in adverts[:200]]
            parts.append("</table>")
    return html_answer(200, _document("Practice boards", "".join(parts)))


def application_page() -> Answer:
    """Where an employer's apply link ends in practice: the last page of a candidate's way."""
    body = f"<h1>Apply</h1>{NOTE}<p>Here the employer's own application form would begin.</p>"
    return html_answer(200, _document("Apply", body))


def advert_page(board: Board, advert: Advert | None, now: float) -> Answer:
    """The public page of one advert: 404 if there never was one, 410 when it is no longer shown."""
    if advert is None:
        return html_answer(404, _document("Not found", "<h1>There is no such advert</h1>"))
    if not advert.shows(now):
        body = f"<h1>{escape(advert.title)}</h1><p>This advert is no longer shown: {advert.condition(now)}.</p>"
        return html_answer(410, _document(advert.title, NOTE + body))
    link = "<p>Apply on this board.</p>"
    if advert.apply_url.startswith(("http://", "https://")):
        link = f'<p><a class="apply" rel="nofollow" href="{escape(advert.apply_url)}">Apply</a></p>'
    facts = "".join(f"<tr><th>{escape(name)}<td>{escape(value)}</tr>" for name, value in advert.fields.items())
    body = (
        f"{NOTE}<p>{escape(board.label)}</p><h1>{escape(advert.title)}</h1>{tidy(advert.description)}{link}"
        f"<h2>As received</h2><table><tr><th>reference<td>{escape(advert.reference)}</tr>{facts}</table>"
    )
    return html_answer(200, _document(advert.title, body))


class _Tidy(HTMLParser):
    """Keeps plain markup without attributes; everything else becomes text."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self._open: list[str] = []
        self._dropped = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED:
            self._dropped += 1
        elif tag in ALLOWED:
            self.out.append(f"<{tag}>")
            if tag != "br":
                self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in self._open:
            while self._open[-1] != tag:
                self.out.append(f"</{self._open.pop()}>")
            self.out.append(f"</{self._open.pop()}>")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self.out.append(escape(data))

    def finish(self) -> str:
        self.close()
        return "".join(self.out) + "".join(f"</{tag}>" for tag in reversed(self._open))


def tidy(html: str) -> str:
    """A description that is safe to show: known tags, closed, without attributes."""
    parser = _Tidy()
    parser.feed(html if "<" in html else html.replace("\n", "<br>"))
    return parser.finish()


def _row(board: Board, advert: Advert, now: float) -> str:
    since = datetime.fromtimestamp(advert.created_at, UTC).strftime("%d %b %Y %H:%M")
    return (
        f'<tr><td><a href="{escape(board.page(advert))}">{escape(advert.title)}</a><td>{escape(advert.reference)}'
        f"<td>{advert.condition(now)}<td>{since}<td>{advert.views}<td>{advert.applications}</tr>"
    )


def _document(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )
