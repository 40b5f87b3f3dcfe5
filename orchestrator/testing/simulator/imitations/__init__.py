"""Imitations of boards, each written from the board's documents and from nothing of its adapter.

`IMITATIONS` is the one place where they are listed: a new one is its module and its line here.
"""

from __future__ import annotations

from ..imitation import Rules
from .adzuna import Adzuna
from .bluesky import Bluesky
from .broadbean import Broadbean
from .broadbean_xml import BroadbeanXml
from .careerjet import Careerjet
from .carehome import CareHome
from .discord import Discord
from .dwp_find_a_job import DwpFindAJob
from .email import Email
from .hr_ba_xml import HrBaXml
from .hr_xml import HrXml
from .idibu import Idibu
from .jobg8 import Jobg8
from .jooble import Jooble
from .jora import Jora
from .linkedin import LinkedIn
from .linkedin_feed import LinkedInFeed
from .logicmelon import LogicMelon
from .mastodon import Mastodon
from .matrix import Matrix
from .nhs_jobs import NhsJobs
from .platsbanken import Platsbanken
from .slack import Slack
from .stepstone import StepStone
from .syndicated import Atom, JsonFeed, Rss
from .talent import Talent
from .talroo import Talroo
from .teaching_vacancies import TeachingVacancies
from .telegram import Telegram
from .trovit import Trovit
from .vonq import Vonq
from .wordpress import WordPress
from .ziprecruiter import ZipRecruiter
from .ziprecruiter_feed import ZipRecruiterFeed

IMITATIONS: tuple[type[Rules], ...] = (
    Adzuna,
    Atom,
    Bluesky,
    Broadbean,
    BroadbeanXml,
    CareHome,
    Careerjet,
    Discord,
    DwpFindAJob,
    Email,
    HrBaXml,
    HrXml,
    Idibu,
    Jobg8,
    Jooble,
    Jora,
    JsonFeed,
    LinkedIn,
    LinkedInFeed,
    LogicMelon,
    Mastodon,
    Matrix,
    NhsJobs,
    Platsbanken,
    Rss,
    Slack,
    StepStone,
    Talent,
    Talroo,
    TeachingVacancies,
    Telegram,
    Trovit,
    Vonq,
    WordPress,
    ZipRecruiter,
    ZipRecruiterFeed,
)
