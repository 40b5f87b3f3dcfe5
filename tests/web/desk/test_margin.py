"""The margin of the editor: what is found as one types, and what one answers."""

from __future__ import annotations

from typing import Any

from lxml import html
from sqlalchemy import select

from orchestrator.domain.permission import Role
from orchestrator.intake.pay_references import read_pay_references
from orchestrator.services.import_pay_references import import_pay_references
from orchestrator.storage import tables as t

from .conftest import Desk
from .visitor import Visitor

BODY = "You plan visits in a dynamic team. You must be aged 25 to 40."
REASON = "The part is that of a thirty-year-old."


def ask(visitor: Visitor, address: str = "/adverts/1/margin", **values: Any) -> Any:
    """What a script gets for what is typed."""
    sent = {"title": "Care Coordinator", "body": BODY, "tab": "A"} | values
    answer = visitor.client.post(address, data=sent | token(visitor), headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.text[:500]
    return html.fragment_fromstring(answer.text)


def token(visitor: Visitor) -> dict[str, str]:
    return {"csrf_token": visitor.page.xpath("//input[@name='csrf_token']")[0].get("value")}


def words(part: Any) -> str:
    return " ".join(part.text_content().split())


def value(part: Any, name: str, words_: str = "") -> str:
    """The value of a button in the margin."""
    found = [each.get("value") for each in part.xpath(f".//button[@name='{name}']") if words_ in each.get("value")]
    assert found, f"no button {name} {words_}: {words(part)}"
    return str(found[0])


def test_what_is_typed_is_looked_at_and_not_kept(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1")
    vacancy = desk.fairhaven.vacancy()
    part = ask(visitor, vacancy=[str(vacancy)])
    assert "“aged 25 to 40” sets an age." in words(part)
    assert "1 stops sending" in words(part)
    [link] = part.xpath(".//a[@data-select='body' and @data-level='e']")
    assert BODY[int(link.get("data-start")) : int(link.get("data-end"))] == "aged 25 to 40"
    assert len(part.xpath(".//ul[contains(@class, 'ticks')]/li")) == 8
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(t.wording.c.body)).scalar_one() != BODY


def test_a_finding_is_kept_with_a_reason_and_a_name(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1")
    asked = value(ask(visitor), "waive", "EQA-AGE-01")
    key = asked.partition(" ")[0]
    part = ask(visitor, waive=asked, **{f"reason-{key}": "ok"})
    assert "Give the reason in a few words" in words(part)
    assert "1 stops sending" in words(part)
    part = ask(visitor, waive=asked, **{f"reason-{key}": REASON})
    assert f"priya: {REASON}" in words(part)
    assert "stops sending" not in words(part)
    part = ask(visitor, unwaive=value(part, "unwaive"))
    assert "1 stops sending" in words(part)


def test_the_same_words_twice_are_two_cards_and_one_reason(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1")
    twice = BODY + "\n\n- You must be aged 25 to 40"
    part = ask(visitor, body=twice)
    ids = part.xpath(".//@id")
    assert len(ids) == len(set(ids))
    [_, second] = part.xpath(".//button[@name='waive' and contains(@value, 'EQA-AGE-01')]/@value")
    part = ask(visitor, body=twice, waive=second, **{f"reason-{second.partition(' ')[0]}": REASON})
    assert "stops sending" not in words(part)
    assert "2 kept with a reason" in words(part)


def test_a_suggestion_stays_away_for_this_employer(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1")
    asked = value(ask(visitor), "dismiss", "EQA-AGE-05")
    assert "“dynamic”" not in words(ask(visitor, dismiss=asked)).partition("not suggested for this employer")[0]
    visitor.press("Save", title="Care Coordinator", body=BODY)
    assert "1 rule not suggested for this employer" in visitor.text
    visitor.press("Suggest it again")
    assert "Hints of EQA-AGE-05 are shown again." in visitor.text
    assert "not suggested for this employer" not in visitor.text


def test_without_a_script_answers_come_with_all_that_was_typed(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1").press("Save", body=BODY)
    key = value(visitor.page, "waive", "EQA-AGE-01").partition(" ")[0]
    visitor.press("Keep it", summary="In short", **{f"reason-{key}": REASON})
    assert "Kept with your reason: EQA-AGE-01." in visitor.text
    assert visitor.page.get_element_by_id("summary").value.strip() == "In short"
    visitor.press("Add this sentence")
    assert "Elsewhere this work is called" in visitor.page.get_element_by_id("body").value
    visitor.press("Save")
    assert "Saved." in visitor.text


def test_a_new_advert_has_a_margin_and_nothing_to_keep_yet(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/new")
    part = ask(visitor, "/adverts/margin", employer=str(desk.fairhaven.employer))
    assert "1 stops sending" in words(part)
    assert part.xpath(".//button[@name='waive']") == []
    asked = ask(visitor, "/adverts/margin", employer=str(desk.fairhaven.employer), waive="1 EQA-AGE-01 aged 25 to 40")
    assert "Save the advert first" in words(asked)


def test_the_margin_of_another_employer_is_not_there(desk: Desk) -> None:
    visitor = desk.signed_in("otto", Role.RECRUITER, desk.other).open("/adverts/new")
    sent = {"title": "x", "body": BODY, "waive": "1 EQA-AGE-01 aged 25 to 40"} | token(visitor)
    assert visitor.client.post("/adverts/1/margin", data=sent).status_code == 404
    own = {"employer": str(desk.fairhaven.employer), "dismiss": "all EQA-AGE-05"} | sent
    assert visitor.client.post("/adverts/margin", data=own).status_code == 404
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(t.dismissal)).all() == []


def test_pay_stands_beside_what_others_pay_once_enough_is_known(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1")
    vacancy = desk.fairhaven.vacancy()
    assert "not enough data: 0 of 10 needed for South West England" in words(ask(visitor, vacancy=[str(vacancy)]))
    rows = "".join(f"Care Coordinator,{27000 + 100 * n},TQ1,2026-11-0{n % 9 + 1},Survey\n" for n in range(12))
    figures = read_pay_references(f"title,pay,postcode,stated on,source\n{rows}".encode())
    assert import_pay_references(desk.callboard, "ana", figures).added == 12
    told = words(ask(visitor, vacancy=[str(vacancy)]))
    assert "South West England: £27,055 to £28,045 a year, half of them above £27,550. 12 adverts" in told
    assert "United Kingdom: £26,064 a year" in told


def test_bad_text_is_answered(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1")
    assert "once there is a text" in words(ask(visitor, body=""))
    for text in ("<p>You <b>must" * 200, "Ты must be aged 25 to 40. 護" * 200, "word " * 200_000):
        assert "Findings" in words(ask(visitor, body=text))
    sent = {"title": "x", "body": "word " * 500_000} | token(visitor)
    answer = visitor.client.post("/adverts/1", data=sent)
    assert answer.status_code == 413
    assert "A form takes at most 2 MB" in answer.text
    visitor.press("Save", body="word " * 200_000)
    assert "Shorten the text by" in visitor.text
