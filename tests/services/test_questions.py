"""Standing questions: the plan first, the coin once, the postings by the ordinary service, the verdict by pairs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select, text, update

from orchestrator.callboard import Callboard
from orchestrator.domain.design import Design
from orchestrator.domain.fact import Fact
from orchestrator.domain.reading import Metric, Origin
from orchestrator.queries.pair_offers import pair_offers
from orchestrator.queries.question_results import PairState, QuestionResult, question_result
from orchestrator.queries.question_sheet import pair_table
from orchestrator.services.ask_question import ask_question, stop_question
from orchestrator.services.draw_pair import Drawn, draw_pair, drop_pair
from orchestrator.services.refused import Refused
from orchestrator.services.stop_decided import stop_decided
from orchestrator.storage import facts, questions
from orchestrator.storage import tables as t
from tests.installation import Installation, install
from web.question_words import question_verdict

TOMORROW = datetime.now(UTC).date() + timedelta(days=2)


@pytest.fixture
def place(callboard: Callboard) -> Installation:
    return install(callboard, ("keyed", "careers"))


@pytest.fixture
def other_wording(place: Installation) -> int:
    with place.callboard.database.begin() as connection:
        row = connection.execute(select(t.wording).where(t.wording.c.id == place.wording)).one()
        values = {"employer_id": row.employer_id, "advert_id": row.advert_id, "label": "B", "title": row.title,
                  "body": row.body}  # fmt: skip
        found: int = connection.execute(t.wording.insert().values(**values).returning(t.wording.c.id)).scalar_one()
    return found


def ask(place: Installation, design: Design = Design.TOWNS) -> int:
    return ask_question(
        place.callboard, "priya", place.employer, asked="Does leading with pay bring more?", a_means="pay first",
        b_means="rota first", design=design, smallest_ratio=2.0, window_days=14,
    )  # fmt: skip


def draw(place: Installation, question: int, b: int, *vacancies: int, first: date = TOMORROW) -> Drawn:
    return draw_pair(
        place.callboard, "priya", question, wording_a=place.wording, wording_b=b, vacancies=vacancies,
        accounts=[place.accounts["keyed"]], first_day=first,
    )  # fmt: skip


def result(place: Installation, id: int, today: date | None = None) -> QuestionResult:
    with place.callboard.database.read() as connection:
        found = questions.by_id(connection, id)
        assert found is not None
        key = place.callboard.settings.secret_key
        return question_result(connection, key, found, today or datetime.now(UTC).date())


def over(place: Installation, drawn: Drawn, a: int, b: int, *, of_b: Origin = Origin.BOARD) -> None:
    """Both windows have been, and this came."""
    with place.callboard.database.begin() as connection:
        pair = next(each for each in _pairs(place) if each.id == drawn.id)
        began = datetime.combine(TOMORROW - timedelta(days=30), time(9), UTC)
        ended = began + timedelta(days=14)
        connection.execute(
            update(t.slot)
            .where(t.slot.c.pair_id == drawn.id)
            .values(first_day=began.date(), last_day=ended.date())
        )  # fmt: skip
        for slot, count, origin in zip(pair.arms, (a, b), (Origin.BOARD, of_b), strict=True):
            (posting,) = slot.postings
            connection.execute(
                update(t.posting)
                .where(t.posting.c.id == posting)
                .values(published_at=began, ended_at=ended, presence="gone")
            )
            connection.execute(update(t.due).where(t.due.c.posting_id == posting).values(act_at=None))
            known = Fact(posting, Metric.APPLICATION, origin, began.date(), ended.date(), count, ended)
            facts.replace(connection, [known])


def _pairs(place: Installation) -> list[questions.Pair]:
    with place.callboard.database.read() as connection:
        return questions.pairs(connection, 1)


def wordings_of(place: Installation, postings: tuple[int, ...]) -> list[tuple[int, str, datetime]]:
    with place.callboard.database.read() as connection:
        p = t.posting.c
        rows = connection.execute(
            select(p.wording_id, p.place, p.starts_local).where(p.id.in_(postings)).order_by(p.starts_local, p.id)
        )
        return [tuple(row) for row in rows]


def test_the_coin_decides_and_both_slots_are_on_the_calendar(place: Installation, other_wording: int) -> None:
    id = ask(place)
    drawn = draw(place, id, other_wording, place.vacancy("Torquay"), place.vacancy("Exeter"))
    ordered = {town: wording for wording, town, _ in wordings_of(place, drawn.postings)}
    a_town, b_town = ("Torquay", "Exeter") if drawn.a_slot == 1 else ("Exeter", "Torquay")
    assert ordered == {a_town: place.wording, b_town: other_wording}
    found = result(place, id)
    assert [each.state for each in found.pairs] == [PairState.RUNNING]
    head, line = pair_table(found)
    row = dict(zip(head, line, strict=True))
    assert (row["number"], row["a"], row["slot_a"], row["as_signed"]) == ("1", "unknown", a_town, "True")
    assert found.plan_holds
    assert found.altered == ()
    with place.callboard.database.begin() as connection:
        connection.execute(update(t.pair).values(a_slot=3 - drawn.a_slot))
    assert result(place, id).altered == (1,)
    with place.callboard.database.read() as connection:
        kinds = connection.execute(text("select kind from event where kind in ('question_asked', 'coin_drawn')"))
        assert sorted(kinds.scalars()) == ["coin_drawn", "question_asked"]


def test_blocks_of_days_follow_each_other_on_one_board(place: Installation, other_wording: int) -> None:
    id = ask(place, Design.BLOCKS)
    drawn = draw(place, id, other_wording, place.vacancy())
    first, second = wordings_of(place, drawn.postings)
    assert {first[0], second[0]} == {place.wording, other_wording}
    assert (second[2] - first[2]).days == 15  # fourteen days, and one for the takedown
    assert (first[0] == place.wording) is (drawn.a_slot == 1)


def test_a_roll_out_gives_the_other_branch_a_when_the_window_is_over(place: Installation, other_wording: int) -> None:
    id = ask(place, Design.ROLLOUT)
    drawn = draw(place, id, other_wording, place.vacancy("Torquay"), place.vacancy("Exeter"))
    *_, last = wordings_of(place, drawn.postings)
    assert len(drawn.postings) == 3
    assert last[0] == place.wording
    assert sum(len(slot.postings) for slot in _pairs(place)[0].slots) == 2  # the third counts for nothing


def test_what_would_be_refused_is_refused_before_the_coin(place: Installation, other_wording: int) -> None:
    id = ask(place)
    torquay, exeter = place.vacancy("Torquay"), place.vacancy("Exeter")
    place.publish("keyed", vacancy=exeter)
    with pytest.raises(Refused, match="open there already"):
        draw(place, id, other_wording, torquay, exeter)
    with pytest.raises(Refused, match="two different vacancies"):
        draw(place, id, other_wording, torquay)
    with pytest.raises(Refused, match="tomorrow at the earliest"):
        draw(place, id, other_wording, torquay, place.vacancy("Totnes"), first=TOMORROW - timedelta(days=2))
    with pytest.raises(Refused, match="two different wordings"):
        draw(place, id, place.wording, torquay, place.vacancy("Totnes"))
    assert _pairs(place) == []


def test_a_slot_is_used_once_and_a_pair_is_not_dropped_once_it_is_known(
    place: Installation, other_wording: int
) -> None:
    id = ask(place)
    torquay, exeter = place.vacancy("Torquay"), place.vacancy("Exeter")
    drawn = draw(place, id, other_wording, torquay, exeter)
    with pytest.raises(Refused, match="stands in a pair already"):
        draw(place, id, other_wording, torquay, place.vacancy("Totnes"))
    over(place, drawn, 5, 4)
    with pytest.raises(Refused, match="would be choosing"):
        drop_pair(place.callboard, "priya", id, drawn.id, "I do not like it")
    fresh = draw(place, id, other_wording, place.vacancy("Bude"), place.vacancy("Looe"))
    drop_pair(place.callboard, "priya", id, fresh.id, "the home in Looe closes")
    assert [each.state for each in result(place, id).pairs] == [PairState.COMPLETE, PairState.DROPPED]


def test_pairs_that_all_go_one_way_decide_at_the_eighth_and_the_question_stops(
    place: Installation, other_wording: int
) -> None:
    id = ask(place)
    for number in range(8):
        assert not result(place, id).decided
        over(place, draw(place, id, other_wording, place.vacancy(f"A{number}"), place.vacancy(f"B{number}")), 9, 0)
        said = question_verdict(result(place, id))
        assert f"{number + 1} of at least 8 pairs" in said.text
    assert said.headline == "Decided: “pay first” brings more applications."
    assert stop_decided(place.callboard) == 1
    assert stop_decided(place.callboard) == 0
    with pytest.raises(Refused, match="not asked any more"):
        draw(place, id, other_wording, place.vacancy("Bude"), place.vacancy("Looe"))
    with pytest.raises(Refused, match="not asked any more"):
        stop_question(place.callboard, "priya", id, "again")


def test_slots_that_were_counted_differently_are_no_pair(place: Installation, other_wording: int) -> None:
    id = ask(place)
    drawn = draw(place, id, other_wording, place.vacancy("Torquay"), place.vacancy("Exeter"))
    over(place, drawn, 5, 4, of_b=Origin.BY_HAND)
    (pair,) = result(place, id).pairs
    assert (pair.state, pair.counts, pair.left_out) == (PairState.UNCOUNTED, None, ("keyed",))


def test_a_plan_that_was_changed_is_found_out(place: Installation) -> None:
    id = ask(place)
    with place.callboard.database.begin() as connection:
        connection.execute(text("""update question set plan = plan || '{"smallest_ratio": 1.2}'"""))
    assert not result(place, id).plan_holds


@pytest.mark.parametrize("change", ["design = 'split'", "window_days = 30", "a_means = b_means, b_means = a_means",
                                    "asked_at = asked_at - interval '1 day'"])  # fmt: skip
def test_a_question_that_left_its_plan_is_found_out(place: Installation, change: str) -> None:
    id = ask(place)
    with place.callboard.database.begin() as connection:
        connection.execute(text(f"update question set {change}"))
    assert not result(place, id).plan_holds


def test_a_posting_of_the_other_wording_in_a_slot_is_found_out(place: Installation, other_wording: int) -> None:
    id = ask(place)
    drawn = draw(place, id, other_wording, place.vacancy("Torquay"), place.vacancy("Exeter"))
    with place.callboard.database.begin() as connection:
        connection.execute(
            text("update posting set published_at = now() where id = any(:ids)"), {"ids": list(drawn.postings)}
        )
    assert result(place, id).altered == ()
    with place.callboard.database.begin() as connection:
        connection.execute(text("update slot_posting set number = 3 - number"))
    assert result(place, id).altered == (1,)


def test_suitable_vacancies_are_offered_until_they_are_used(place: Installation, other_wording: int) -> None:
    id = ask(place)
    ids = [place.vacancy("Torquay"), place.vacancy("Exeter"), place.vacancy("Bude", title="Nurse")]
    with place.callboard.database.begin() as connection:
        advert = connection.execute(select(t.wording.c.advert_id).where(t.wording.c.id == place.wording)).scalar_one()
        connection.execute(t.advert_vacancy.insert(), [{"advert_id": advert, "vacancy_id": each} for each in ids])
    with place.callboard.database.read() as connection:
        asked = questions.by_id(connection, id)
        assert asked is not None
        (offer,) = pair_offers(connection, asked)
    assert [title for _, title in offer.vacancies] == ["Care Coordinator, Exeter", "Care Coordinator, Torquay"]
    draw(place, id, other_wording, *ids[:2])
    with place.callboard.database.read() as connection:
        assert pair_offers(connection, asked) == ()


@pytest.mark.parametrize(
    ("field", "changes"),
    [("asked", {"asked": " "}), ("smallest_ratio", {"smallest_ratio": 1.0}), ("window_days", {"window_days": 2}),
     ("smallest_ratio", {"smallest_ratio": float("nan")}), ("b_means", {"b_means": "x" * 201})],
)  # fmt: skip
def test_a_question_names_the_field_that_is_wrong(place: Installation, field: str, changes: dict[str, object]) -> None:
    given = {"asked": "Is it?", "a_means": "a", "b_means": "b", "design": Design.TOWNS, "smallest_ratio": 2.0,
             "window_days": 14}  # fmt: skip
    with pytest.raises(Refused) as refused:
        ask_question(place.callboard, "priya", place.employer, **{**given, **changes})  # type: ignore[arg-type]
    assert [reason.field for reason in refused.value.reasons] == [field]
