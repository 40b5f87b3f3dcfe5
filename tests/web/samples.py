"""One filled-in context for each template; the moment is Monday 23 November 2026, 10:31 in London."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from markupsafe import Markup

from orchestrator.domain.figure import Absent, Figure
from orchestrator.domain.status import Status
from web.errors import TROUBLES

from . import shapes as s

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


def at(day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


STATES = s.Filter("status", "State", "", (s.Option("", "Any state"), s.Option("needs_you", "Needs you")))
OWNERS = s.Filter("owner", "Owner", "mine", (s.Option("mine", "Mine"), s.Option("", "Everybody")))
STALE = Figure(19, at(21, 6), stale=True)
NONE_YET = Figure(None, absent=Absent.NONE_YET)

SIGN_IN = s.SignIn("You were signed out after 8 hours. Your advert is saved; you go back to it.", "priya@example.org", "/")

TODAY = s.Today(
    greeting="Good morning, Priya",
    lede="Monday 23 November. Seven things need you; the rest is running.",
    needs=(
        s.Need(
            "Not confirmed",
            "Reed may already show this advert",
            "The connection dropped after we sent Care Coordinator, Torquay. We will not send it again until we know. "
            "We look ourselves once more at 10:40.",
            s.Link("Look and decide", "posting", 1),
        ),
        s.Need(
            "Still showing",
            "2 adverts you closed are still on TotalJobs",
            "Senior Carer, Exeter and Bideford. Candidates who click see your closing notice.",
            s.Link("Open takedown list", "vacancies", "still_showing"),
        ),
        s.Need("Will fail", "3 of tomorrow’s 41 postings will fail", "The title is 7 characters over.", None),
    ),
    needs_total=7,
    live=38,
    open_postings=42,
    due_today=9,
    sent_today=2,
    applications=Figure(61, low=47, high=78),
    known_postings=31,
    credits=(s.Credit("Reed", 23, "run out about 19 December"),),
    going_out=(
        s.GoingOut(at(23, 10, 31), 1, "Care Coordinator, Plymouth East", 1, "Reed", Status.SENDING),
        s.GoingOut(at(23, 11), 2, "Care Coordinator, Barnstaple", 2, "Reed, Indeed, Careers page", Status.SCHEDULED),
    ),
    ending=(
        s.Ending(
            3,
            "Support Worker, Exeter North",
            "Reed, ends Wednesday at 23:59. 2 of 3 openings filled.",
            s.Link("Refresh, 1 credit", "posting", 3),
        ),
    ),
    ending_total=1,
    uncounted=(
        s.Uncounted(3, "TotalJobs", "Not reported since Saturday: their figures are down, not zero. Ops know.", None),
    ),
)

QUEUE = s.Queue(
    lede="Delivery is healthy except for one board. Nothing is lost.",
    refreshing=True,
    due=212,
    oldest_sendable=timedelta(seconds=3),
    in_flight=38,
    places=64,
    done_a_minute=1140,
    usual=(900, 1300),
    unconfirmed=3,
    oldest_unconfirmed=timedelta(minutes=33),
    parked=9,
    parked_causes=2,
    causes=(
        s.Cause(
            "1-answer", "Answer lost after sending", "Reed, main account", 3, at(23, 9, 58), "We look at 10:40", "Settle 3"
        ),
        s.Cause("2-down", "Board down", "TotalJobs, group contract", 6, at(23, 5, 40), "Probe at 10:45", "Open"),
    ),
    lanes=(
        s.Lane(1, "Reed, Fairhaven", 41, timedelta(seconds=2), 12, 320, "0.4 %", "working", "Closed: sending"),
        s.Lane(2, "TotalJobs, group", 6, timedelta(hours=4, minutes=51), 1, 0, "100 %", "down", "Open: probe 10:45"),
        s.Lane(3, "LinkedIn, agency", 3, None, 3, 44, "6 %", "attention", "Half open"),
        s.Lane(4, "DWP, Fairhaven", 0, None, 0, 0, "none", "paused", "Paused by Tom Okafor", paused=True),
    ),
    workers=(s.Worker("worker-1", "Sending, 32 of 64", at(23, 10, 30, 59), at(14)),),
)

BOARDS = s.Boards(
    may_change=True,
    down=(
        s.Down(
            "TotalJobs has not answered since 05:40",
            "6 postings wait for it and keep their place. Other boards are not held up. We try again at 10:45.",
        ),
    ),
    accounts=(
        s.Account(
            1, "Reed", "Fairhaven main account", "working", "Working", "last answer 40 seconds ago", "23 of 60",
            "run out about 19 December", "Tested 09:00", "Post, update, withdraw, find, counts", "Test",
        ),
        s.Account(2, "TotalJobs", "Group contract", "down", "Down", "4 failed looks", "11 of 20", "theirs says 12: check",
                  "Tested 09:00", "Post, update, withdraw, counts", "Pause"),
        s.Account(3, "CareHome.co.uk", "By hand", "working", "Working", "2 tasks open", None, "", "A person signs in",
                  "Checklist with proof", "Tasks"),
        s.Account(4, "LinkedIn", "Agency page", "attention", "Login ends Friday", "sign in again before 27 November",
                  "4 of 10 slots", "", "Ends in 4 days", "Post, update, withdraw", "Sign in again"),
        s.Account(5, "DWP Find a Job", "Fairhaven", "practice", "Practice", "sends to the simulator only", "free", "",
                  "Not tested", "Post, update, withdraw", "Switch live"),
    ),
)  # fmt: skip

EVENTS = (
    s.Event("Scheduled by Priya Nair, approved by Helen Marsh", at(18, 8, 55)),
    s.Event("Sent; no clear answer after 8.0 seconds", at(23, 9, 58, 14)),
    s.Event("We looked: Reed does not list it yet", at(23, 10, 10), "Reed’s list may lag 30 minutes", "now"),
    s.Event("We look again", at(23, 10, 40), kind="next"),
)

POSTING = s.Posting(
    id=1,
    title="Care Coordinator, Torquay",
    board="Reed",
    reference="FH-2108-1",
    status=Status.NEEDS_YOU,
    reason="Sent, not confirmed",
    vacancy_id=8,
    vacancy="Care Coordinator, Torquay",
    decision=s.Decision(
        "Reed may already show this advert",
        "We sent it at 09:58 and the connection dropped before Reed answered. Sending again could post it twice and "
        "cost a second credit, so we have not.",
        "https://www.reed.example/find?ref=FH-2108-1",
        "Look for FH-2108-1 on Reed",
        "If you do nothing, we look ourselves at 10:40.",
        (s.Option("live", "It is live"), s.Option("absent", "It is not there, send it")),
    ),
    facts=(("Board account", "Reed, Fairhaven main account"), ("Runs", "23 November to 18 December"), ("Cost", "1 credit")),
    events=EVENTS,
    sent=s.Sent("POST /recruiter/vacancies\nAuthorization: (redacted)\n\nclientReference=FH-2108-1&title=Care", 3214, "a1f4"),
    response=(("Outcome", "Unconfirmed: request written, no answer read"), ("Board’s id", None)),
    proof=(s.Step("Submitted", at(23, 9, 58, 14), ""), s.Step("Reported", None, "Reed has not listed it yet"),
           s.Step("Seen", None, "")),
    proof_note="“Live” needs at least one of reported, seen or fetched.",
    operations=(
        s.Operation("update", "Update", False),
        s.Operation("withdraw", "Withdraw", False, "Possible again once we know whether it is live", danger=True),
    ),
)  # fmt: skip

VACANCIES = s.Vacancies(
    lede="11 open vacancies with 17 openings at Fairhaven Homecare.",
    query="care",
    filters=(STATES, OWNERS),
    rows=(
        s.VacancyRow(8, "Care Coordinator", "FH-2108", "Torquay", 2, 0, Status.NEEDS_YOU, "Reed: sent, not confirmed", 3, 4,
                     Figure(22), "Priya Nair", date(2026, 12, 18)),
        s.VacancyRow(9, "Night Carer", "FH-2109", "Torquay", 2, 0, Status.LIVE, "since 16 November", 3, 3, STALE,
                     "Priya Nair", None),
        s.VacancyRow(10, "Deputy Manager", "FH-2110", "Exeter", 1, 0, Status.DRAFT, "3 findings open", 0, 0, NONE_YET,
                     "Tom Okafor", date(2027, 1, 8)),
    ),
    pager=s.Pager(2, 3, 211, 100),
)  # fmt: skip

VACANCY = s.Vacancy(
    id=8, title="Care Coordinator, Torquay", reference="FH-2108", employer="Fairhaven Homecare", openings=2, filled=0,
    pay="£26,200 to £28,400 a year", owner="Priya Nair", advert_id=4, open=True, live=3, boards=4, needs=1,
    applications=Figure(22), known=3, of=4, usual=(14, 31), usual_words="by day 5; same role, these boards",
    postings=(
        s.VacancyPosting(1, "Reed", "Fairhaven main account", Status.NEEDS_YOU, "Sent, not confirmed", "Nothing yet", None,
                         "Look again at 10:40"),
        s.VacancyPosting(2, "Indeed", "Group feed", Status.LIVE, "since 18 November", "Fetched by Indeed, 08:02", 12,
                         "Refresh is not allowed before 18 December"),
        s.VacancyPosting(3, "CareHome.co.uk", "By hand", Status.LIVE, "since 19 November", "Proof: picture, Priya",
                         Figure(3, at(16), stale=True), "Count due today"),
    ),
    events=EVENTS,
)  # fmt: skip

ADVERTS = s.Adverts(
    employer="Fairhaven Homecare", query="", filters=(STATES, OWNERS), pager=s.Pager(1, 1, 5, 5),
    rows=(
        s.AdvertRow(4, "Care Coordinator", 2, 9, 14, "6 towns", Status.NEEDS_YOU, "21 of 27 live, 1 needs you",
                    "Reed, Indeed, Careers", Figure(55), at(23, 10, 22)),
        s.AdvertRow(5, "Care Coordinator, nights", 1, 2, 3, "", Status.SCHEDULED, "tomorrow at 07:00", "Reed, Indeed",
                    NONE_YET, at(22)),
        s.AdvertRow(6, "Night Carer", 1, 2, 4, "", Status.SENDING, "1 of 6 sent", "Indeed, TotalJobs", STALE, at(23, 8)),
        s.AdvertRow(7, "Deputy Manager", 1, 1, 1, "Exeter", Status.DRAFT, "3 findings open", None, None, at(20)),
        s.AdvertRow(8, "Activities Lead", 1, 1, 0, "", Status.CLOSED, "gone everywhere", "Careers", 0, at(1)),
    ),
)  # fmt: skip

ADVERT_ERRORS = (s.FieldError("title", "Shorten the title by 7 characters. Reed cuts titles at 75."),)
LONG_TITLE = "Care Coordinator – full UK driving licence needed, flexible rota, immediate start."
ADVERT = s.Advert(
    advert_id=4, heading="Care Coordinator", employer="Fairhaven Homecare", version=12, saved_at=at(23, 10, 30, 56),
    tab="reed", board="Reed",
    tabs=(s.Tab("all", "All boards"), s.Tab("reed", "Reed", changed=True, problem=True), s.Tab("indeed", "Indeed")),
    title=s.Text(LONG_TITLE, 75, "Care Coordinator", True),
    body=s.Text("You plan the week for about 40 people in and around {place}.\n\n## What you get\n\n- {pay} a year", 10000,
                "", False),
    prefilled=(("Place", "6 towns"), ("Pay", "£26,200 to £28,400"), ("Hours", "37.5, days")), vacancies=9,
    extra=(
        s.BoardField("sector", "Sector", "choice", "care", (s.Option("care", "Social care"), s.Option("it", "IT"))),
        s.BoardField("weekly", "Hours a week", "number", "37.5", optional=True, hint="Reed shows it under the pay"),
    ),
    findings=(
        s.Finding("stop", "Title is over Reed’s limit", "82 of 75 characters.", "title"),
        s.Finding("stop", "“young and energetic” asks for an age", "Try “active, calm under pressure”. We flag words; we "
                  "do not give legal advice.", "body"),
        s.Finding("warn", "£80 per what?", "Helen Marsh: “say the car allowance is monthly”."),
        s.Finding("info", "Licence is in the title and in the list", "Put it in the list only."),
    ),
    preview=s.Preview(LONG_TITLE[:75] + "…", True, ("Fairhaven Homecare · Torquay, Devon", "£26,200 to £28,400 a year"),
                      "<p>You plan the week.</p><h2>What you get</h2><ul><li>£26,200 to £28,400</li></ul>"),
)  # fmt: skip

READY = s.Cell("ok", "Ready")
CHECK = s.Check(
    advert_id=4, advert="Care Coordinator", boards=("Reed", "Indeed", "Careers page"),
    lede="Care Coordinator, 3 vacancies (5 openings) to 3 boards. Nothing is sent until every red cell is fixed.",
    rows=(
        s.CheckRow(1, "Barnstaple", "FH-2101", 2, True, s.Cell("ok", "£26,200 to £28,400"),
                   (s.Cell("ok", "Ready, 1 credit"), READY, READY)),
        s.CheckRow(5, "Plymouth West", "FH-2105", 2, True,
                   s.Cell("warn", "£23,900 is under the minimum wage for 37.5 hours.", s.Link("Change pay", "vacancy", 5)),
                   (s.Cell("ok", "Ready, 1 credit"), READY, s.Cell("out", "Left out"))),
        s.CheckRow(7, "Taunton", "FH-2107", 1, True, s.Cell("ok", "£26,200 to £28,400"),
                   (s.Cell("stop", "Postcode missing; Reed needs it.", s.Link("Add postcode", "vacancy", 7)), READY, READY)),
    ),
    sentence="Post 3 vacancies (5 openings) to 3 boards: 9 postings, 3 of 23 Reed credits.", total=9, stopped=1,
    date="2026-11-24", time="07:00", zone_name="Europe/London",
)  # fmt: skip
CHECK_ERRORS = (s.FieldError("row-7", "Taunton on Reed: add a postcode"),)


def _svg(size: str, width: int) -> Markup:
    return Markup(
        '<svg class="{}" viewBox="0 0 {} 40" width="{}" height="40" role="img" aria-label="Indeed 58, 44 to 75">'
        '<text class="lab" x="0" y="24">Indeed</text><line class="iv" x1="90" x2="200" y1="20" y2="20"/>'
        '<circle class="pt" cx="140" cy="20" r="5.5"/></svg>'
    ).format(size, width, width)


REPORT = s.Report(
    lede="Fairhaven Homecare, 1 to 23 November 2026",
    verdict="144 applications that we know of; each costs less on Indeed than on Reed.",
    text="An application costs £9 to £15 on Indeed and £17 to £31 on Reed. Counts are known for 31 of 42 postings.",
    charts=(s.Chart("Applications by board", "Dot: counted. Line: likely range.", _svg("wide", 440), _svg("narrow", 294)),),
    behind=(s.Behind(11, "Registered Manager, Taunton", "2 findings open", 14, 4, (9, 21)),),
    funnel=(s.Stage("Clicks", 1204, "", "ours, 211 bots out"), s.Stage("Hires", None, "", "not imported")),
    boards=(
        s.BoardResult("Indeed", 9, 9, 611, 58, (44, 75), Decimal(640), False, (Decimal(9), Decimal(15)), at(23, 6)),
        s.BoardResult("TotalJobs", 6, 0, None, None, None, Decimal(420), False, None, at(20)),
        s.BoardResult("Careers page", 9, 9, 205, 0, (0, 3), Decimal(0), True, None, NOW),
        s.BoardResult("By hand", 6, 2, None, Figure(9, at(16), stale=True), (4, 17), None, False, None, None),
    ),
    snapshot="7c1e 55a0", code_version="0.9.2", taken_at=at(23, 10, 15),
)  # fmt: skip

CALENDAR = s.Calendar(
    title="November 2026", zone_words="All times Europe/London, now GMT.", previous=("October", "2026-10-01"),
    next=("December", "2026-12-01"), filters=(STATES,),
    days=(
        s.Day(date(2026, 11, 23), "", (s.Group(at(23, 11), "Care Coordinator", 6, Status.SCHEDULED, "advert", 4),
                                       s.Group(at(23, 16), "Registered Manager", 1, Status.SCHEDULED, "posting", 5))),
        s.Day(date(2026, 11, 27), "3 end", (s.Group(None, "Deputy Manager", 1, Status.DRAFT, "advert", 7),)),
        s.Day(date(2026, 11, 30), "St Andrew’s (Scotland)", ()),
    ),
)  # fmt: skip

OPEN = (
    s.OpenAdvert("Care Coordinator", "Exeter", "£26,200 to £28,400 a year", "Permanent, full time", "/j/2", date(2026, 12, 18)),
    s.OpenAdvert("Night Carer", "Torquay", None, "Permanent, part time", "/j/3", None),
)
CAREERS = s.Careers("Fairhaven Homecare", "/careers", "", OPEN)
CAREERS_ADVERT = s.CareersAdvert(
    employer="Fairhaven Homecare", index_href="/careers", address="4 Union Street, Torquay", reference="FH-2108",
    title="Care Coordinator", place="Torquay", region="Devon", contract="Permanent, full time",
    hours="37.5 a week, Monday to Friday, and 1 weekend in 5", pay="£26,200 to £28,400 a year", openings=2,
    body_html="<p>You plan the week for about 40 people we care for at home in and around Torquay.</p><h2>What you do</h2>"
    "<ul><li>Plan visits four weeks ahead</li><li>Share the on-call telephone</li></ul>",
    must_haves=("A year of planning rotas or visits", "A full UK driving licence"), benefits=("28 days’ holiday",),
    closes_on=date(2026, 12, 18), apply_href="/a/x7",
    json_ld='{"@type": "JobPosting", "title": "</script><script>alert(1)</script>"}',
    also_called=("rota coordinator", "scheduling officer"),
)  # fmt: skip
CAREERS_CLOSED = s.CareersClosed("Fairhaven Homecare", "/careers", "Senior Carer", "Exeter", date(2026, 11, 20), OPEN)

# template -> (page, other context)
SAMPLES: dict[str, tuple[object, dict[str, object]]] = {
    "sign_in.html": (SIGN_IN, {}),
    "error.html": (TROUBLES[500], {"code": 500}),
    "today.html": (TODAY, {}),
    "queue.html": (QUEUE, {}),
    "boards.html": (BOARDS, {}),
    "posting.html": (POSTING, {}),
    "vacancies.html": (VACANCIES, {}),
    "vacancy.html": (VACANCY, {}),
    "adverts.html": (ADVERTS, {}),
    "advert.html": (ADVERT, {"errors": ADVERT_ERRORS}),
    "check.html": (CHECK, {"errors": CHECK_ERRORS}),
    "report.html": (REPORT, {}),
    "calendar_days.html": (CALENDAR, {}),
    "public/index.html": (CAREERS, {}),
    "public/advert.html": (CAREERS_ADVERT, {}),
    "public/closed.html": (CAREERS_CLOSED, {}),
    "public/error.html": (TROUBLES[404], {"code": 404}),
}
