"""What a page costs does not grow with what is on it."""

from __future__ import annotations

from collections.abc import Callable

from .conftest import Desk

ADDRESSES = ("/today", "/adverts", "/vacancies", "/calendar?from=2099-03-01", "/vacancies/1", "/adverts/1",
             "/adverts/1/check?account=1&account=4", "/adverts/1/check/variants?account=1&account=4")  # fmt: skip


def test_statements_do_not_grow_with_the_rows(desk: Desk, statements: Callable[[], int]) -> None:
    visitor = desk.signed_in()
    costs: list[dict[str, int]] = []
    known: list[str] = []
    for more in (1, 9):
        towns = [f"Town {len(known) + number}" for number in range(more)]
        vacancies = [desk.fairhaven.vacancy(town) for town in towns]
        known += [str(each) for each in vacancies]
        desk.fairhaven.publish("keyed", vacancies=vacancies, starts="2099-03-01T09:00")
        visitor.open("/adverts/1").press("Save", vacancy=known)
        cost = {}
        for address in ADDRESSES:
            statements()
            assert visitor.open(address).status == 200
            cost[address] = statements()
        costs.append(cost)
    assert costs[0] == costs[1]
    assert max(costs[1].values()) <= 33
