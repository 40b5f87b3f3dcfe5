"""Save an advert: its name, its wordings and the vacancies it serves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from orchestrator.callboard import Callboard
from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Reason
from orchestrator.domain.override import Override
from orchestrator.storage import adverts, employers, events, overrides, vacancies, versions
from orchestrator.storage.adverts import StoredAdvert

from .conflict import Conflict
from .refused import Refused, refuse


def save_advert(
    callboard: Callboard,
    actor: str,
    employer: int,
    name: str,
    wordings: Mapping[str, Wording],
    served: Sequence[int],
    *,
    advert: int | None = None,
    version: int = 0,
    owner: int | None = None,
    boards: Mapping[str, Mapping[str, Override]] | None = None,
) -> StoredAdvert:
    """Add an advert (`advert` None) or change the one that has `version`.

    `wordings` by label and the vacancies `served` are the whole: what is not among them goes, except a wording
    that has been posted. `boards`: by label and board, what that board shows instead; boards that are not named keep
    theirs. Every save is kept as a version. Raises Refused naming every field that is wrong, Conflict where somebody
    else has changed the advert since.
    """
    _check(name, wordings)
    with callboard.database.begin() as connection:
        _check_owner(connection, employer, served)
        if advert is None:
            saved = adverts.add(connection, employer, name.strip(), actor, owner)
        else:
            saved = advert
            _keep_version(connection, saved)
            _count(connection, actor, employer, name.strip(), advert, version)
        for label, wording in wordings.items():
            adverts.put_wording(connection, saved, employer, label, wording)
        for label, own in (boards or {}).items():
            overrides.put(connection, saved, employer, label, own)
        if kept := adverts.drop_wordings(connection, saved, wordings):
            raise refuse("wordings", f"{', '.join(kept)} cannot be removed: there are postings of it. Keep it")
        adverts.serve(connection, saved, served)
        kind = "advert_added" if advert is None else "advert_edited"
        events.record(connection, actor=actor, kind=kind, employer_id=employer, advert_id=saved, reason=name.strip())
        return _keep_version(connection, saved)


def _keep_version(connection: Connection, id: int) -> StoredAdvert:
    """Keep the advert as it stands now, and return it."""
    stored = adverts.find(connection, id)
    if stored is None:
        raise refuse("advert", "this advert does not exist")
    versions.keep(connection, stored, overrides.of_advert(connection, id))
    return stored


def _check(name: str, wordings: Mapping[str, Wording]) -> None:
    found = []
    if not name.strip():
        found.append(Reason("name", "give the advert a name people will recognise"))
    if not wordings:
        found.append(Reason("wordings", "an advert has at least one text"))
    for label, wording in wordings.items():
        if not re.fullmatch("[A-Z]", label):
            found.append(Reason("label", f"{label!r} is no label; wordings are called A to Z"))
        if not wording.title.strip():
            found.append(Reason(f"{label}.title", "the title is empty"))
        if not wording.body.strip():
            found.append(Reason(f"{label}.body", "the text is empty"))
    if found:
        raise Refused(found)


def _check_owner(connection: Connection, employer: int, served: Sequence[int]) -> None:
    if employers.by_id(connection, employer) is None:
        raise refuse("employer", "this employer does not exist")
    ids = tuple(set(served))
    if vacancies.count_of(connection, employer, ids) != len(ids):
        raise refuse("vacancies", "one of the vacancies does not exist or is another employer's")


def _count(connection: Connection, actor: str, employer: int, name: str, advert: int, version: int) -> None:
    if adverts.change(connection, advert, employer, version, name, actor) is not None:
        return
    now = adverts.find(connection, advert)
    if now is None or now.employer_id != employer:
        raise refuse("advert", "this advert does not exist")
    raise Conflict(f"advert {now.name!r}", now.updated_by, now.updated_at, now.version)
