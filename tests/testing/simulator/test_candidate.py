"""Candidates follow only the links a board was given, by real HTTP, and the boards count what they did."""

from __future__ import annotations

import pytest

from orchestrator.testing.simulator import Operator, Refused

from .local_site import LocalSite
from .talk import create, plain, plain_advert, seek
from .test_google import page, sitemap


def test_people_follow_redirects_and_are_counted(boards: Operator, site: LocalSite) -> None:
    site.redirect("/a/CC-1", "/form?b=keyed")
    site.put("/form?b=keyed", "<h1>Your application</h1>")
    made = plain("POST", boards.url + "/keyed/jobs", plain_advert(apply_url=site.url + "/a/CC-1")).json()
    journeys = boards.candidates(5, applications=2, bots=1, prefetches=1)
    assert [each["arrived"] for each in journeys] == [True] * 7
    assert journeys[0]["steps"] == [
        {"status": 302, "url": site.url + "/a/CC-1"}, {"status": 200, "url": site.url + "/form?b=keyed"},
    ]  # fmt: skip
    counts = plain("GET", f"{boards.url}/keyed/jobs/{made['id']}/counts").json()
    assert (counts["views"], counts["clicks"], counts["applications"]) == (5, 5, 2)
    asked = [(method, agent) for method, path, agent in site.asked if path == "/a/CC-1"]
    assert [method for method, _ in asked].count("HEAD") == 1
    assert sum("bingbot" in agent for _, agent in asked) == 1
    assert sum("Slackbot" in agent for method, agent in asked if method == "HEAD") == 1


def test_the_apply_button_of_a_careers_page_is_clicked_by_people_only(boards: Operator, site: LocalSite) -> None:
    sitemap(site, "/jobs/1")
    site.put(
        "/jobs/1", page(apply='<a href="/other">Other jobs</a> <a class="b" href="/a/9"><b>Apply</b> for this</a>')
    )
    site.redirect("/a/9", "/form")
    site.put("/form", "<h1>Form</h1>")
    boards.crawl_site(site.url)
    site.asked.clear()
    person, bot = boards.candidates(1, bots=1)
    assert (person["clicked_apply"], bot["clicked_apply"]) == (True, False)
    assert sorted(path for _, path, _ in site.asked) == ["/a/9", "/form", "/jobs/1", "/jobs/1"]
    assert boards.live("google")[0]["clicks"] == 1


def test_an_application_raises_reeds_count_with_and_without_a_link(boards: Operator, site: LocalSite) -> None:
    site.put("/form", "<h1>Form</h1>")
    linked = create(boards.url, externalUrl=site.url + "/form").json()["JobId"]
    own = create(boards.url, externalUrl=None).json()["JobId"]
    broken = create(boards.url, externalUrl=site.url + "/gone").json()["JobId"]
    boards.candidates(4, applications=3)
    counts = [seek(boards.url, f"jobs/{job_id}").json()["applicationCount"] for job_id in (linked, own, broken)]
    assert counts == [3, 3, 0], "nobody applies behind a dead link"


def test_nobody_visits_a_host_that_was_not_named(boards: Operator, site: LocalSite) -> None:
    site.redirect("/away", "http://careers.elmfield.example/apply")
    plain("POST", boards.url + "/keyed/jobs", plain_advert(apply_url=site.url + "/away"))
    plain("POST", boards.url + "/findable/jobs", plain_advert(apply_url="http://192.0.2.1/apply"))
    journeys = boards.candidates(1)
    assert all("not visited" in str(each["stopped"]) for each in journeys)
    assert [each["arrived"] for each in journeys] == [False, False]


def test_loops_and_dead_links_end(boards: Operator, site: LocalSite) -> None:
    site.redirect("/loop", "/loop")
    plain("POST", boards.url + "/keyed/jobs", plain_advert(apply_url=site.url + "/loop"))
    plain("POST", boards.url + "/blind/jobs", plain_advert(apply_url="http://127.0.0.1:1/"))
    stopped = [str(each["stopped"]) for each in boards.candidates(1)]
    assert "more than 10 redirects" in stopped[0]
    assert "Refused" in stopped[1]


def test_one_seed_one_crowd_and_given_agents(boards: Operator, site: LocalSite) -> None:
    site.put("/form", "<h1>Form</h1>")
    plain("POST", boards.url + "/keyed/jobs", plain_advert(apply_url=site.url + "/form"))
    crowds = [[each["agent"] for each in boards.candidates(6, seed=seed)] for seed in (1, 1, 2)]
    assert crowds[0] == crowds[1] != crowds[2]
    assert {each["agent"] for each in boards.candidates(2, agents=["curl/8"], board="keyed")} == {"curl/8"}
    assert boards.candidates(2, board="blind") == []
    assert boards.candidates(2, reference="other") == []


def test_a_crowd_that_makes_no_sense_is_refused(boards: Operator) -> None:
    for given in ({"people": -1}, {"people": 1, "applications": 2}, {"people": 1.5}, {"agents": "curl"}):
        with pytest.raises(Refused, match="400"):
            boards.candidates(**given)
