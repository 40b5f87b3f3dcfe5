"""Copy an advert: to write another one from it, or to keep it as a template."""

from __future__ import annotations

from orchestrator.callboard import Callboard
from orchestrator.storage import adverts, events, overrides, versions

from .refused import refuse


def duplicate_advert(
    callboard: Callboard, actor: str, *, advert: int, name: str, template: bool, owner: int | None
) -> int:
    """The copy's id. It has all texts, boards' own words included, and sells no vacancy yet. Raises Refused."""
    if not name.strip():
        raise refuse("name", "give the copy a name")
    with callboard.database.begin() as connection:
        source = adverts.find(connection, advert)
        if source is None:
            raise refuse("advert", "this advert does not exist")
        copy = adverts.add(connection, source.employer_id, name.strip(), actor, owner, template=template)
        for label, each in source.wordings.items():
            adverts.put_wording(connection, copy, source.employer_id, label, each.wording)
        boards = overrides.of_advert(connection, advert)
        for label, own in boards.items():
            overrides.put(connection, copy, source.employer_id, label, own)
        stored = adverts.find(connection, copy)
        assert stored is not None, "it was just written"
        versions.keep(connection, stored, boards)
        kind = "template_added" if template else "advert_added"
        events.record(connection, actor=actor, kind=kind, employer_id=source.employer_id, advert_id=copy,
                      reason=f"copied from {source.name}")  # fmt: skip
    return copy
