"""Plain segments on the web server's disk: right, or not there."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import lxml.etree
import pytest
from sqlalchemy import update

from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from orchestrator.storage.feed_segments import Segment
from orchestrator.storage.segment_files import SegmentFiles
from tests.installation import Installation
from web.feed_document import Document

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
    later = replace(SEGMENT, version=3)
    files.put(7, later, BODY)
    assert files.get(7, SEGMENT) == files.get(7, later) == BODY  # who began to read before goes on
    files.put(7, replace(SEGMENT, number=4), BODY)
    files.keep(7, [later])
    assert (files.get(7, SEGMENT), files.get(7, later)) == (None, BODY)
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["3.3"]


def test_nothing_of_a_feed_that_has_gone_stays_and_nothing_half_written(files: SegmentFiles, tmp_path: Path) -> None:
    files.put(8, SEGMENT, BODY)
    (tmp_path / "feeds/8/.half").write_bytes(b"written when the machine crashed")
    files.keep(8, [SEGMENT])  # which may be another process's, at work
    assert (tmp_path / "feeds/8/.half").exists()
    files.keep_feeds([8, 9])
    assert [str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file()] == ["feeds/8/3.2"]


def test_a_file_that_is_cut_or_too_long_is_not_there(files: SegmentFiles, tmp_path: Path) -> None:
    path = tmp_path / "feeds" / "7" / "3.2"
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


def test_a_feed_is_served_from_what_a_worker_put_there(site: Installation) -> None:
    posted = site.publish("indeed_feed", vacancies=[site.vacancy("Torquay"), site.vacancy("Exeter")])
    site.pump()
    with site.callboard.database.begin() as connection:
        connection.execute(update(t.feed_segment).values(plain=b"never read"))
    assert lxml.etree.fromstring(fetch(site, PLAIN).content).xpath("count(job)") == 2
    withdraw(site.callboard, "test", [posted[0].id])
    site.pump()
    assert lxml.etree.fromstring(fetch(site, PLAIN).content).xpath("count(job)") == 1


def test_on_a_machine_without_a_worker_the_first_download_puts_it_there(site: Installation) -> None:
    site.publish("indeed_feed")
    site.pump()
    shutil.rmtree(site.callboard.settings.data_dir / "feeds")
    first = fetch(site, PLAIN)
    with site.callboard.database.begin() as connection:
        connection.execute(update(t.feed_segment).values(plain=b"never read"))
    assert fetch(site, PLAIN).content == first.content
