"""What people do with a posting's apply link: print it, pass it on, and connect its other end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

import segno
from flask import Blueprint, abort, current_app, render_template
from markupsafe import Markup

from orchestrator.counting.alias import alias
from orchestrator.counting.done import Told, refusal, signature
from orchestrator.domain.apply_target import ApplyTarget
from orchestrator.domain.permission import Action
from orchestrator.queries.link_use import LinkUse, link_use
from orchestrator.rendering.pay_text import pay_text
from orchestrator.rendering.phrases import contract_text

from .access import authorised, callboard, may
from .apply_door import PATH
from .site import absolute

blueprint = Blueprint("apply_page", __name__, url_prefix="/postings/<int:posting_id>")


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a test, in words; `good`: it would have been counted."""

    good: bool
    words: str


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What `apply_link.html` shows."""

    posting_id: int
    title: str
    account: str
    reference: str
    href: str
    leads_to: str
    passes_token: bool
    snippet: str
    post_href: str
    key: str
    told: int
    last_told: datetime | None
    tried: Tried | None
    share_text: str
    alias: str

    @property
    def whatsapp(self) -> str:
        """WhatsApp with the text in it, to whomever one chooses there (faq.whatsapp.com, "click to chat")."""
        return f"https://wa.me/?{urlencode({'text': self.share_text}, quote_via=quote)}"


@dataclass(frozen=True, slots=True)
class PosterPage:
    """What `poster.html` shows; `code` is an SVG."""

    posting_id: int
    employer: str
    title: str
    place: str
    pay: str
    terms: str
    href: str
    code: Markup


@blueprint.get("/link")
@authorised(Action.SEE)
def link(posting_id: int) -> str:
    return render_template("apply_link.html", page=_page(posting_id, _found(posting_id), None))


@blueprint.post("/link")
@authorised(Action.SEE)
def try_it(posting_id: int) -> str:
    """Say what would come of a message from the employer's page and of a signed one; nothing is counted."""
    found = _found(posting_id)
    return render_template("apply_link.html", page=_page(posting_id, found, _tried(found)))


@blueprint.get("/poster")
@authorised(Action.SEE)
def poster(posting_id: int) -> str:
    found = _found(posting_id)
    href = absolute(f"{PATH}{found.target.token}")
    code = segno.make(href, error="m").svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None)
    page = PosterPage(
        posting_id,
        found.target.employer,
        found.target.title,
        found.vacancy.place.label,
        pay_text(found.vacancy.pay),
        contract_text(found.vacancy),
        href,
        Markup(code),  # noqa: S704 - made here, of an address of ours
    )
    return render_template("poster.html", page=page)


def _found(posting_id: int) -> LinkUse:
    with callboard().database.read() as connection:
        found = link_use(connection, posting_id)
    if found is None:
        abort(404)
    may(Action.SEE, found.employer_id)
    return found


def _secret() -> str:
    return str(current_app.secret_key)


def _page(posting_id: int, found: LinkUse, tried: Tried | None) -> LinkPage:
    target = found.target
    href = absolute(f"{PATH}{target.token}")
    return LinkPage(
        posting_id,
        f"{target.title}, {found.vacancy.place.label}",
        found.account,
        found.reference,
        href,
        target.address or target.email,
        target.token in target.address,
        f'<img src="{href}/done.gif" alt="" width="1" height="1">',
        f"{href}/done?key={signature(_secret(), target.token)}&id=",
        signature(_secret(), target.token),
        found.told,
        found.last_told,
        tried,
        _share_text(found, href),
        alias(target.token, callboard().settings.alias_domain or "") if _takes_mail(target) else "",
    )


def _takes_mail(target: ApplyTarget) -> bool:
    return bool(callboard().settings.alias_domain and target.email)


def _share_text(found: LinkUse, href: str) -> str:
    """What is passed on: what the poster says, and the link, on lines of their own."""
    terms = ", ".join(part for part in (pay_text(found.vacancy.pay), contract_text(found.vacancy)) if part)
    head = f"{found.target.title}, {found.vacancy.place.label}"
    return "\n".join(part for part in (head, terms, found.target.employer, f"See it and apply: {href}") if part)


def _tried(found: LinkUse) -> Tried:
    target, secret = found.target, _secret()
    if not target.address:
        return Tried(False, "This vacancy is applied for by e-mail: there is no thank-you page to connect.")
    page = refusal(target, {}, target.address, secret)
    system = refusal(target, {"key": signature(secret, target.token), "id": "test"}, "", secret)
    stranger = refusal(target, {}, "https://elsewhere.example", secret)
    if (page, system, stranger) == (None, None, Told.ELSEWHERE):
        return Tried(
            True, "A message from there would be counted, one from anywhere else would not. Nothing was counted."
        )
    return Tried(False, "A message from there would not be counted: the apply address of the vacancy has no host.")
