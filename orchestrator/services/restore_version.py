"""Put an earlier version of an advert's text back: as a new version, so that nothing is lost by it."""

from __future__ import annotations

from orchestrator.callboard import Callboard
from orchestrator.domain.override import Override
from orchestrator.storage import adverts, overrides, versions
from orchestrator.storage.adverts import StoredAdvert

from .refused import refuse
from .save_advert import save_advert


def restore_version(callboard: Callboard, actor: str, *, advert: int, number: int, version: int) -> StoredAdvert:
    """Bring back the texts of version `number`, boards' own words included; the vacancies stay as they are now.

    Raises Refused where there is no such version, Conflict where the advert is not at `version` any more.
    """
    with callboard.database.read() as connection:
        wanted = versions.one(connection, advert, number)
        now = adverts.find(connection, advert)
        boards = overrides.of_advert(connection, advert)
    if wanted is None or now is None:
        raise refuse("version", f"version {number} is not kept any more; choose one from the list")
    return save_advert(
        callboard,
        actor,
        now.employer_id,
        wanted.name,
        {label: text.wording for label, text in wanted.texts.items()},
        now.vacancies,
        advert=advert,
        version=version,
        boards={
            label: dict.fromkeys(boards.get(label, {}), Override()) | dict(text.boards)
            for label, text in wanted.texts.items()
        },
    )
