"""Similar titles of care and of other work."""

from __future__ import annotations

import pytest

from orchestrator.titles import similar
from orchestrator.titles.similar import known


def names(title: str, most: int = 12) -> list[str]:
    return [each.title for each in similar(title, most)]


@pytest.mark.parametrize("title", ["Care Coordinator", "care co-ordinator", "Care Co-ordinator (Homecare)"])
def test_a_care_coordinator_is_called_five_other_things(title: str) -> None:
    assert {
        "Care Manager", "Service Coordinator", "Patient Care Coordinator", "Case Manager", "Case Coordinator",
    } <= set(names(title))  # fmt: skip


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Night Care Assistant", "Carer"),
        ("Staff Nurse", "Registered Nurse"),
        ("HGV Class 1 Driver", "Lorry Driver"),
        ("Software Engineer", "Software Developer"),
        ("Warehouse Operative", "Order picker"),
        ("Payroll Clerk", "Payroll Administrator"),
        ("Teaching Assistant", "Classroom assistant"),
    ],
)
def test_other_work(title: str, other: str) -> None:
    assert other in names(title, 30)


def test_each_says_where_it_is_from() -> None:
    assert {each.source for each in similar("Care Coordinator", 60)} >= {"UK care", "SOC 2020", "O*NET 27.0"}
    assert all(each.occupation and 0 < each.nearness <= 1 for each in similar("Social Worker", 60))


def test_no_double_no_title_itself_no_gendered_title() -> None:
    for title in ("Care Coordinator", "Warehouse Operative", "Chairperson", "Cleaner"):
        found = [name.casefold() for name in names(title, 100)]
        assert len(set(found)) == len(found)
        assert title.casefold() not in found
        assert not any(name.endswith(("man", "woman", "men", "lady")) for name in found)


@pytest.mark.parametrize("title", ["", "   ", "zzqx", "!!!", "看護師", "a" * 10_000, "(" * 5_000, "- " * 5_000])
def test_nothing_near_is_no_title(title: str) -> None:
    assert similar(title) == ()


def test_known_titles() -> None:
    assert known("Senior Care Coordinator")
    assert known("Registered Nurse (Nights)")
    assert not known("Vibe Curator of Wonder")
