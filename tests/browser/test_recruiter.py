"""A recruiter's main path in Chromium, with JavaScript and without: from a file to live, and down again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import PASSWORD, Site
from .walk import Walk

pytestmark = pytest.mark.browser

FILE = """---
title: Night Carer
place:
  town: Torquay
  region: Devon
  postcode: TQ1 3EX
pay:
  min: 12.71
  max: 13.50
  period: hour
apply:
  url: https://fairhaven.example/apply
must_haves:
  - A kind heart
---
You will look after six people through the night, in one house, with one colleague awake beside you.

## What you do

- Help people to bed and be there when they wake
- Write down what happened for the day team

## What you get

- Paid breaks, paid training and a uniform
"""


def test_from_a_file_to_live_and_down_again(walk: Walk, site: Site, tmp_path: Path) -> None:
    sign_in_and_import(walk, tmp_path / "night-carer.md")
    choose_boards(walk)
    send(walk)
    see_it_live(walk, site)
    take_it_down(walk, site)
    walk.page.get_by_role("button", name="Sign out").click()
    expect(walk.page.get_by_role("status")).to_contain_text("You are signed out")
    assert [trouble for trouble in walk.troubles if "422" not in trouble] == []


def sign_in_and_import(walk: Walk, file: Path) -> None:
    page = walk.page
    page.goto("/vacancies/import")
    walk.look("sign-in")
    page.get_by_label("Name").fill("priya")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import vacancies")
    walk.look("import")
    file.write_text(FILE)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 item imported")
    walk.look("import-result")


def choose_boards(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("link", name="Choose boards").click()
    walk.look("choose-boards")
    for board in ("keyed", "findable"):
        page.get_by_label(board).check()
    page.get_by_role("button", name="Check these boards").click()
    expect(page.locator(".sendbar")).to_contain_text("2 postings")
    walk.look("check")
    page.get_by_role("link", name="See every variant").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Every variant and the exact bytes")
    walk.look("variants")
    page.go_back()


def send(walk: Walk) -> None:
    page = walk.page
    page.get_by_label("At, Europe/London").fill("25:00")
    page.get_by_role("button", name="Schedule 2 postings").click()
    expect(page).to_have_title("Error: Check before sending – Callboard")
    walk.look("check-refused")
    page.get_by_role("button", name="Publish 2 postings now").click()
    expect(page.get_by_role("status").first).to_contain_text("2 postings go out now")
    walk.look("vacancy")


def see_it_live(walk: Walk, site: Site) -> None:
    page = walk.page
    site.installation.pump()
    page.get_by_role("link", name="Today").click()
    expect(page.locator(".figs a").first).to_contain_text("2")
    walk.look("today")
    page.get_by_role("link", name="Calendar").first.click()
    expect(page.locator(".cal td.today")).to_contain_text(re.compile("2 postings.*Night Carer", re.DOTALL))
    walk.look("calendar")
    page.get_by_role("link", name="Night Carer").click()
    walk.look("calendar-group")


def take_it_down(walk: Walk, site: Site) -> None:
    page = walk.page
    page.get_by_role("link", name="Vacancies").first.click()
    walk.look("vacancies")
    page.get_by_role("link", name="Night Carer").click()
    page.get_by_role("link", name="Vacancy filled").click()
    expect(page.locator(".conseq")).to_contain_text("keyed takes 1 down by itself")
    walk.look("filled")
    page.get_by_role("button", name="Vacancy filled").click()
    site.installation.pump()
    page.reload()
    expect(page.locator(".lede")).to_contain_text("2 of 2 postings gone.")
    walk.look("takedown")


def test_writing_by_hand(walk: Walk, site: Site) -> None:
    page = walk.page
    page.goto(site.link())
    walk.look("link")
    page.get_by_role("button", name="Sign in").click()
    walk.look("today-empty")
    page.get_by_role("link", name="Vacancies").click()
    walk.look("vacancies-empty")
    page.get_by_role("link", name="New vacancy").click()
    walk.look("vacancy-form")
    page.get_by_role("button", name="Add vacancy").click()
    expect(page.get_by_role("alert").first).to_contain_text("Give the vacancy a title")
    walk.look("vacancy-form-refused")
    page.get_by_label("Title").fill("Deputy Manager")
    page.get_by_label("Town").fill("Exeter")
    page.get_by_role("button", name="Add vacancy").click()
    page.get_by_role("link", name="Write an advert").click()
    walk.look("advert-new")
    page.get_by_label("Title", exact=True).fill("Deputy Manager")
    page.get_by_label("Advert text").fill("You will run the house with its manager.\n\n- Plan rotas\n- Lead the team")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    walk.look("advert")
    page.get_by_role("link", name="Adverts").first.click()
    walk.look("adverts")
    (posting,) = site.installation.publish("keyed", starts="2099-03-01T09:00")
    page.goto(f"/calendar/postings/{posting.id}")
    walk.look("move")
    page.get_by_label("Goes out on").fill("2027-03-28")
    page.get_by_label("At", exact=True).first.fill("01:30")
    page.get_by_role("button", name="Move this posting").click()
    expect(page.locator("#time-error")).to_contain_text("does not exist")
    walk.look("move-refused")
