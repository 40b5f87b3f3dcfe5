"""Plain segments on the web server's disk: right, or not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zlib import crc32

import lxml.etree
import pytest
from sqlalchemy import update

from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from orchestrator.storage.feed_segments import Segment
from tests.installation import Installation
from web.feed_document import Document
from web.segment_files import SegmentFiles

from .fetching import fetch

BODY = b"<job/>" * 100
SEGMENT = Segment(3, 2, len(BODY), crc32(BODY), 40)
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
def files(tmp_path: Path) -> SegmentFiles:
    made = SegmentFiles(tmp_path / "feeds")
    made.put(7, SEGMENT, BODY)
    return made


def test_what_was_kept_is_there_for_this_version_of_this_feed_only(files: SegmentFiles, tmp_path: Path) -> None:
    assert files.get(7, SEGMENT) == BODY
    assert files.get(8, SEGMENT) is None
    for other in (replace(SEGMENT, number=4), replace(SEGMENT, version=3), replace(SEGMENT, crc=1)):
        assert files.get(7, other) is None
    files.put(7, replace(SEGMENT, version=3), BODY)
    assert files.get(7, SEGMENT) is None
    assert len([each for each in tmp_path.rglob("*") if each.is_file()]) == 1
    files.clear()
    assert files.get(7, replace(SEGMENT, version=3)) is None


def test_a_file_that_is_cut_or_too_long_is_not_there(files: SegmentFiles, tmp_path: Path) -> None:
    path = tmp_path / "feeds" / "7" / "3"
    whole = path.read_bytes()
    for wrong in (whole[:-1], whole + b"x", b"", whole[:5]):
        path.write_bytes(wrong)
        assert files.get(7, SEGMENT) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("a file where the folder should be")
    files = SegmentFiles(tmp_path / "feeds")
    files.put(7, SEGMENT, BODY)
    assert files.get(7, SEGMENT) is None


def test_a_segment_that_begins_again_at_its_first_version_is_another_state() -> None:
    """As one does that was empty for so long that its versions are forgotten."""
    before = Document(b"<jobs>", b"</jobs>", b"", (SEGMENT,))
    assert replace(before, segments=(replace(SEGMENT, crc=1),)).etag != before.etag


def test_a_feed_is_served_from_them_until_it_changes(site: Installation) -> None:
    posted = site.publish("indeed_feed", vacancies=[site.vacancy("Torquay"), site.vacancy("Exeter")])
    site.pump()
    first = fetch(site, PLAIN)
    with site.callboard.database.begin() as connection:
        connection.execute(update(t.feed_segment).values(plain=b"never read"))
    assert fetch(site, PLAIN).content == first.content
    withdraw(site.callboard, "test", [posted[0].id])
    site.pump()
    assert lxml.etree.fromstring(fetch(site, PLAIN).content).xpath("count(job)") == 1
