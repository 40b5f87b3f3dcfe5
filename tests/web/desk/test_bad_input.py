"""What people send by mistake, or on purpose: a clear answer, no posting twice, nothing lost."""

from __future__ import annotations

from sqlalchemy import func, select

from orchestrator.services.serve import serve
from orchestrator.storage import tables as t

from .conftest import Desk

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin: 0}</style></head>
<body><!--StartFragment--><p class=MsoNormal><b>What you do</b><o:p></o:p></p>
<ul type=disc><li class=MsoNormal>Plan the rota</li><li class=MsoNormal onclick="steal()">Answer calls</li></ul>
<script>steal()</script><!--EndFragment--></body></html>"""


def postings(desk: Desk) -> int:
    with desk.callboard.database.read() as connection:
        return connection.execute(select(func.count()).select_from(t.posting)).scalar_one()


def test_pasted_word_html_becomes_text_without_a_script_too(desk: Desk) -> None:
    visitor = desk.signed_in().open("/adverts/1").press("Save", body=WORD)
    assert "Saved." in visitor.text
    with desk.callboard.database.read() as connection:
        body = connection.execute(select(t.wording.c.body)).scalar_one()
    assert "- Plan the rota\n- Answer calls" in body.replace("* ", "- ")
    assert not any(word in body for word in ("<", "Mso", "steal"))


def test_a_megabyte_of_text_is_refused_at_its_field_and_comes_back(desk: Desk) -> None:
    text = "Plan visits and rotas. " * 45_000
    visitor = desk.signed_in().open("/adverts/1").press("Save", body=text)
    assert visitor.status == 422
    assert "Shorten the text by" in visitor.page.get_element_by_id("body-error").text_content()
    assert visitor.page.get_element_by_id("body").text_content().strip() == text.strip()
    visitor.press("Save", body=text * 3)
    assert visitor.status == 413
    assert "A form takes at most 2 MB. Nothing was changed." in visitor.text
    with desk.callboard.database.read() as connection:
        assert connection.execute(select(t.advert.c.version)).scalar_one() == 1


def test_an_hour_that_comes_twice_takes_the_first(desk: Desk) -> None:
    vacancy = desk.fairhaven.vacancy()
    serve(desk.callboard, "test", 1, [vacancy])
    visitor = desk.signed_in().open(f"/adverts/1/check?account={desk.fairhaven.accounts['keyed']}")
    visitor.press("Schedule 1 posting", date="2027-10-31", time="01:30")
    assert visitor.status == 200
    with desk.callboard.database.read() as connection:
        starts = connection.execute(select(t.posting.c.starts_at)).scalar_one()
    assert starts.isoformat() == "2027-10-31T00:30:00+00:00"


def test_ids_of_another_employer_are_not_there(desk: Desk) -> None:
    ours = desk.fairhaven.vacancy()
    serve(desk.callboard, "test", 1, [ours])
    keyed = desk.fairhaven.accounts["keyed"]
    (posting,) = desk.fairhaven.publish("keyed", vacancy=ours, starts="2099-03-02T09:00")
    ours_form = desk.signed_in().open(f"/adverts/1/check?account={keyed}").fields("Check what is ticked")
    stranger = desk.signed_in("mallory", employer=desk.other).open("/adverts")
    token = stranger.page.xpath("//input[@name='csrf_token']/@value")[0]
    for path in (
        "/adverts/1", f"/adverts/1/check?account={keyed}&vacancy={ours}", f"/adverts/order?advert=1&account={keyed}",
        f"/vacancies/{ours}", f"/vacancies/{ours}/again", f"/vacancies/together?do=change&vacancy={ours}",
        f"/postings/{posting.id}", f"/postings/together?do=withdraw&posting={posting.id}",
        f"/calendar/postings/{posting.id}", "/adverts/1/approval", "/adverts/1/versions", f"/boards/{keyed}/credits",
    ):  # fmt: skip
        assert stranger.open(path).status == 404, path
    for path, sent in (
        ("/adverts/1", {"tab": "A", "title": "Mine now", "body": "Mine"}),
        ("/adverts/1/check", {**ours_form.to_dict(), "send": "now"}),
        ("/adverts/order", {"advert": "1", "account": str(keyed), "vacancy-1": str(ours), "send": "now"}),
        (f"/calendar/postings/{posting.id}/cancel", {}),
        ("/vacancies/together", {"vacancy": str(ours), "pay_minimum": "1"}),
        (f"/vacancies/{ours}/again", {"date": "2099-03-02", "time": "07:00"}),
    ):
        answer = stranger.client.post(path, data={**sent, "csrf_token": token})
        assert answer.status_code == 404, path
    assert postings(desk) == 1


def test_an_account_of_another_employer_is_not_posted_to(desk: Desk) -> None:
    """Its number in the form of somebody who may post is left out, as one that was removed meanwhile is."""
    serve(desk.callboard, "test", 1, [desk.fairhaven.vacancy()])
    with desk.callboard.database.begin() as connection:
        theirs = connection.execute(
            t.board_account.insert()
            .values(employer_id=desk.other, board="keyed", label="theirs")
            .returning(t.board_account.c.id)
        ).scalar_one()
    visitor = desk.signed_in().open(f"/adverts/1/check?account={desk.fairhaven.accounts['keyed']}")
    sent = visitor.fields("Publish 1 posting now")
    sent.setlist("account", [str(theirs)])
    answer = visitor.client.post("/adverts/1/check", data=sent)
    assert answer.status_code == 422
    assert "Choose at least one board" in answer.text
    assert postings(desk) == 0


def test_the_form_of_an_order_that_went_out_sends_nothing_more(desk: Desk) -> None:
    """A double click, and the button of the page one came back to, carry the same token."""
    serve(desk.callboard, "test", 1, [desk.fairhaven.vacancy()])
    visitor = desk.signed_in().open(f"/adverts/1/check?account={desk.fairhaven.accounts['keyed']}")
    sent = visitor.fields("Publish 1 posting now")
    answers = [visitor.client.post("/adverts/1/check", data=sent) for _ in range(3)]
    assert {(each.status_code, each.headers["Location"]) for each in answers} == {(303, "/vacancies/1")}
    assert postings(desk) == 1
