"""Versions of an advert: who saved what when, what changed between two of them, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action, authorise
from orchestrator.domain.text_difference import Piece, pieces
from orchestrator.queries.adverts import AdvertRecord
from orchestrator.services.conflict import Conflict
from orchestrator.services.refused import Refused
from orchestrator.services.restore_version import restore_version
from orchestrator.storage import drafts, versions
from orchestrator.storage.versions import Text, Version

from .access import authorised, callboard, user
from .advert_form import AdvertText
from .advert_page import find_advert
from .conflict import conflict_words
from .filter import Filter, Option
from .times import time_exact

blueprint = Blueprint("versions", __name__, url_prefix="/adverts/<int:advert_id>/versions")

MINE = "mine"
"""What one has typed and not saved, in place of a version's number."""
LABELS = {"title": "Title", "summary": "Summary", "body": "Text", "benefits": "Benefits",
          "similar_titles": "Similar titles"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One version in the list."""

    number: int
    saved_at: datetime
    saved_by: str
    newest: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that is not the same in both."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """What `versions.html` shows; `old` and `new` in words."""

    advert_id: int
    heading: str
    version: int
    lines: tuple[Line, ...]
    choices: tuple[Filter, Filter]
    old: str
    new: str
    changed: tuple[Changed, ...]
    may_write: bool


@blueprint.get("")
@authorised(Action.SEE)
def index(advert_id: int) -> str:
    return _show(find_advert(advert_id, Action.SEE))


@blueprint.post("/<int:number>/restore")
@authorised(Action.WRITE)
def restore(advert_id: int, number: int) -> Response | tuple[str, int]:
    advert = find_advert(advert_id, Action.WRITE)
    version = request.form.get("version", 0, int)
    try:
        restore_version(callboard(), user().name, advert=advert_id, number=number, version=version)
    except Refused as refused:
        return _show(advert, refused.reasons), 422
    except Conflict as conflict:
        return _show(advert, (Reason("", conflict_words(conflict)),)), 409
    flash(f"Version {number} is the text again.", "success")
    return redirect(url_for("adverts.edit", advert_id=advert_id), 303)


def _show(advert: AdvertRecord, errors: Iterable[Reason] = ()) -> str:
    zone = ZoneInfo(advert.zone)
    with callboard().database.read() as connection:
        kept = versions.of_advert(connection, advert.id)
        typed = drafts.of(connection, advert.id, user().id)
    now = Version(advert.version, advert.name, advert.updated_at, advert.updated_by, _texts(advert))
    found = {str(now.number): now} | {str(each.number): each for each in kept if each.number < now.number}
    if typed is not None:
        found[MINE] = _typed(advert, typed)
    new = request.args.get("new", "") if request.args.get("new", "") in found else str(now.number)
    earlier = [key for key in found if key not in (new, MINE)]
    behind = str(now.number) if new == MINE else next((key for key in earlier if int(key) < int(new)), new)
    old = request.args.get("old", "") if request.args.get("old", "") in found else behind
    options = tuple(Option(key, _named(key, each, zone)) for key, each in found.items())
    page = VersionsPage(
        advert.id,
        advert.name,
        advert.version,
        tuple(
            Line(each.number, each.saved_at, each.saved_by, each is now) for key, each in found.items() if key != MINE
        ),
        (Filter("old", "From", old, options), Filter("new", "To", new, options)),
        _named(old, found[old], zone),
        _named(new, found[new], zone),
        tuple(_changes(found[old], found[new])),
        authorise(user(), Action.WRITE, advert.employer_id),
    )
    return render_template("versions.html", page=page, zone=zone, errors=tuple(errors))


def _named(key: str, version: Version, zone: ZoneInfo) -> str:
    who = "what you typed and did not save" if key == MINE else f"version {version.number}"
    by = f", {version.saved_by}" if version.saved_by and key != MINE else ""
    return f"{who[:1].upper()}{who[1:]}{by}, {time_exact(version.saved_at, zone)}"


def _texts(advert: AdvertRecord) -> dict[str, Text]:
    return {each.label: Text(each.text, each.boards) for each in advert.wordings}


def _typed(advert: AdvertRecord, kept: drafts.Draft) -> Version:
    """The advert as it would be with what is typed."""
    text = AdvertText.kept(kept.form)
    texts = _texts(advert)
    before = texts.get(text.label, next(iter(texts.values())))
    if text.board:
        texts[text.label] = Text(before.wording, {**before.boards, text.board: text.override(advert)})
    else:
        texts[text.label] = Text(text.wording, before.boards)
    return Version(advert.version, text.name, kept.at, kept.person, texts)


def _changes(old: Version, new: Version) -> Iterable[Changed]:
    before, after = dict(_fields(old)), dict(_fields(new))
    for label in dict.fromkeys([*before, *after]):
        one, other = before.get(label, ""), after.get(label, "")
        if one != other:
            yield Changed(label, pieces(one, other))


def _fields(version: Version) -> Iterable[tuple[str, str]]:
    several = len(version.texts) > 1
    registry = callboard().registry
    for key, text in version.texts.items():
        prefix = f"Wording {key}: " if several else ""
        for name, label in LABELS.items():
            value = getattr(text.wording, name)
            yield f"{prefix}{label}", value if isinstance(value, str) else "\n".join(value)
        for board, own in text.boards.items():
            where = registry[board].label if board in registry else board
            for name in own.changed:
                yield f"{prefix}{LABELS[name]} on {where}", getattr(own, name)
            labels = {field.name: field.label for field in registry[board].fields} if board in registry else {}
            for name, value in own.fields:
                yield f"{prefix}{labels.get(name, name)} on {where}", value
