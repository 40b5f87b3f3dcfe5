"""Import adverts: one transaction for each item, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DataError

from orchestrator.callboard import Callboard
from orchestrator.intake.draft import Draft, Item, Refusal
from orchestrator.storage import adverts, employers, events, vacancies
from orchestrator.storage.database import Database
from orchestrator.storage.employers import Employer

from .add_employer import insert_employer
from .import_result import ImportResult, Tally, fingerprint
from .refused import Refused, refuse

Transaction = Callable[[], AbstractContextManager[Connection]]


def import_adverts(
    callboard: Callboard,
    actor: str,
    items: Iterable[Item | Refusal],
    *,
    employer: int | None,
    dry_run: bool = False,
    create_employers: bool = False,
    owner: int | None = None,
) -> ImportResult:
    """Add a vacancy for each item, and its advert unless it uses one that is there; both belong to `owner`.

    With `employer` everything goes to that one, whatever the items say; otherwise to the one each names, which is
    added where it is unknown and `create_employers` allows it. An item that was imported before, or whose
    requisition is taken at its place, is refused, not doubled. `dry_run` does all of it and takes it back; the
    employers concerned wait for its end. Raises Refused where `employer` does not exist.
    """
    everything = _Import(actor, create_employers, owner)
    if employer is not None:
        with callboard.database.read() as connection:
            everything.target = employers.by_id(connection, employer)
        if everything.target is None:
            raise refuse("employer", "this employer does not exist")
    tally = Tally()
    with _transactions(callboard.database, dry_run) as transaction:
        for item in items:
            if isinstance(item, Refusal):
                tally.refuse(item)
            else:
                everything.take(item, transaction, tally)
    return tally.result(kept=not dry_run)


@contextmanager
def _transactions(database: Database, dry_run: bool) -> Iterator[Transaction]:
    """How a transaction begins: one that lasts, or on a dry run a savepoint in one that is taken back."""
    if not dry_run:
        yield database.begin
        return
    with database.engine.connect() as connection:
        outer = connection.begin()

        @contextmanager
        def savepoint() -> Iterator[Connection]:
            with connection.begin_nested():
                yield connection

        try:
            yield savepoint
        finally:
            outer.rollback()


class _Import:
    """One import; remembers the employers it has met."""

    def __init__(self, actor: str, create_employers: bool, owner: int | None) -> None:
        self.target: Employer | None = None
        self._actor, self._create, self._owner = actor, create_employers, owner
        self._met: dict[str, Employer] = {}

    def take(self, item: Item, transaction: Transaction, tally: Tally) -> None:
        draft = item.draft
        notes = list(draft.notes)
        if self.target and draft.employer and draft.employer.casefold() != self.target.name.casefold():
            notes.append(f"names the employer {draft.employer!r}; imported for {self.target.name!r}")
        try:
            with transaction() as connection:
                employer = self._employer(connection, draft.employer)
                vacancy, advert = self._store(connection, employer, item)
        except Refused as refused:
            tally.refuse(Refusal(item.name, str(refused)))
        except DataError as error:
            tally.refuse(Refusal(item.name, f"the database does not take it: {str(error.orig).splitlines()[0]}"))
        else:
            self._met[draft.employer.casefold()] = employer
            tally.imported(item.name, notes, vacancy, advert)

    def _employer(self, connection: Connection, name: str) -> Employer:
        if self.target is not None:
            return self.target
        if not name:
            raise refuse("employer", "none is named; name one in the item, or import for one employer")
        known = self._met.get(name.casefold()) or employers.by_name(connection, name)
        if known is not None:
            return known
        if not self._create:
            raise refuse("employer", f"{name!r} is not known here; add it first, or import for one employer")
        return insert_employer(connection, self._actor, name)

    def _store(self, connection: Connection, employer: Employer, item: Item) -> tuple[int, int | None]:
        """The new vacancy's id, and the new advert's where one was added."""
        draft, hash_ = item.draft, fingerprint(item.draft)
        reference = employers.next_reference(connection, employer.id)
        vacancy = vacancies.add(
            connection, employer.id, reference, draft.vacancy, self._actor, owner_id=self._owner, imported_hash=hash_
        )
        if vacancy is None:
            raise _doubled(connection, employer.id, draft, hash_)
        added = None
        if draft.wording is None:
            adverts.serve(connection, _advert_called(connection, employer, draft.advert), [vacancy], only=False)
        else:
            added = adverts.add(connection, employer.id, draft.advert_name, self._actor, self._owner)
            adverts.put_wording(connection, added, employer.id, "A", draft.wording)
            adverts.serve(connection, added, [vacancy])
        events.record(
            connection,
            actor=self._actor,
            kind="imported",
            employer_id=employer.id,
            vacancy_id=vacancy,
            advert_id=added,
            reason=item.name,
            data={"publish": draft.starts, "expires": draft.ends} if draft.starts or draft.ends else None,
        )
        return vacancy, added


def _doubled(connection: Connection, employer: int, draft: Draft, hash_: bytes) -> Refused:
    twin = vacancies.twin(connection, employer, draft.vacancy, hash_)
    if twin is None:
        return refuse("", "it is just being imported by somebody else")
    if twin.same:
        return refuse("", f"the same item is here already as {twin.reference}")
    where = draft.vacancy.place.label
    return refuse("requisition", f"{draft.vacancy.requisition} in {where} is {twin.reference} already")


def _advert_called(connection: Connection, employer: Employer, name: str) -> int:
    found = adverts.named(connection, employer.id, name)
    if not found:
        raise refuse("advert", f"{employer.name} has no advert called {name!r}, and no earlier item makes one")
    if len(found) > 1:
        raise refuse(
            "advert", f"{employer.name} has {len(found)} adverts called {name!r}; give one of them another name"
        )
    return found[0]
