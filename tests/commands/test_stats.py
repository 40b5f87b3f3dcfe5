"""The calculator, as it is called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from orchestrator.cli import root

HEAD = "board,day,a,b,exposure_a,exposure_b\n"


def call(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(root, ["stats", *arguments], input=stdin)


def answer(*arguments: str, stdin: bytes = b"") -> Any:
    done = call(*arguments, "--json", stdin=stdin)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_ratio_of_two_counts() -> None:
    found = answer("ratio", "--a", "30", "--b", "15")
    assert found["ratio"] == 2
    assert (found["low"], found["high"]) == pytest.approx((0.81400869216485, 5.4212532918033), rel=1e-9)
    assert found["e_value"] == pytest.approx(3.3688347229242, rel=1e-9)
    assert found["p_value"] == pytest.approx(1 / found["e_value"], rel=1e-9)
    exposed = answer("ratio", "--a", "12", "--b", "30", "--exposure-a", "100", "--exposure-b", "900")
    assert exposed["ratio"] == pytest.approx(3.6)
    assert exposed["e_value"] == pytest.approx(19.655000864963, rel=1e-9)


def test_no_limit_is_null() -> None:
    found = answer("ratio", "--a", "5", "--b", "0")
    assert (found["ratio"], found["high"]) == (None, None)
    assert found["low"] > 0
    words = call("ratio", "--a", "5", "--b", "0").stdout
    assert "no upper limit" in words
    assert "not about their wordings" in words
    assert "nothing can be said" in call("ratio", "--a", "0", "--b", "0").stdout


def test_daily_looks_at_a_file(tmp_path: Path) -> None:
    rows = ["web,2026-03-02,9,2,1,1", "reed,2026-03-03,14,5,2,1", "web,2026-03-03,9,2,1,1", "web,2026-03-04,0,30,1,1"]
    file = tmp_path / "cells.csv"
    file.write_text(HEAD + "\n".join(rows))
    found = answer("ratio", "--cells", str(file))
    assert [look["day"] for look in found["looks"]] == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert [look["a"] for look in found["looks"]] == [9, 32, 32]
    lows, ps = ([look[name] for look in found["looks"]] for name in ("low", "p_value"))
    assert lows == sorted(lows)
    assert ps == sorted(ps, reverse=True)
    assert {name: found["looks"][-1][name] for name in ("ratio", "low", "high", "e_value", "p_value")} == {
        name: found[name] for name in ("ratio", "low", "high", "e_value", "p_value")
    }
    assert answer("ratio", "--cells", "-", stdin=file.read_bytes()) == found


def test_a_cell_that_stands_there_twice_is_counted_and_marked() -> None:
    whole = answer("ratio", "--cells", "-", stdin=(HEAD + "web,2026-03-02,9,4,1,1").encode())
    parts = answer("ratio", "--cells", "-", stdin=(HEAD + "web,2026-03-02,4,3,1,1\nweb,2026-03-02,5,1,1,1").encode())
    assert parts["notes"] == ["line 3: web on day 2026-03-02 stands there more than once; counted together"]
    assert parts["e_value"] == whole["e_value"]


def test_days_may_be_numbered_but_not_mixed_with_dates() -> None:
    found = answer("ratio", "--cells", "-", stdin=b"board,day,a,b\nweb,10,3,1\nweb,2,5,1\n")
    assert [(look["day"], look["a"]) for look in found["looks"]] == [(2, 5), (10, 8)]
    mixed = call("ratio", "--cells", "-", stdin=b"board,day,a,b\nweb,10,3,1\nweb,2026-03-02,5,1\n")
    assert "some lines have dates and others numbers" in mixed.stderr


def test_bad_lines_are_refused_each_with_its_reason() -> None:
    rows = [
        "web,2026-03-02,,4,1,1", "web,2026-03-03,2.5,4,1,1", "web,03/04/2026,2,4,1,1", "web,2026-02-30,2,4,1,1",
        "web,2026-03-05,1e3,4,1,1", "web,2026-03-06,-2,4,1,1", "web,2026-03-07,=1+1,4,1,1", ",2026-03-08,2,4,1,1",
        "web,2026-03-09,2,4,0,1", "web,2026-03-10,2,4,nan,1", "web,2026-03-11,2,4,,1", "web,2026-03-12,2,4,1,1",
    ]  # fmt: skip
    done = call("ratio", "--cells", "-", "--json", stdin=(HEAD + "\n".join(rows)).encode())
    assert done.exit_code == 1
    assert done.stdout == ""
    told = done.stderr.removeprefix("Error: ").splitlines()
    for number, line in enumerate(told, 2):
        assert line.startswith(f"line {number}: ")
    reasons = [
        "a is blank, which means unknown", "a: '2.5' is no count", "day: '03/04/2026' is no day",
        "day: '2026-02-30' is no day", "a: '1e3'", "a: '-2'", "a: '=1+1'", "board is blank",
        "exposure_a: 0 is no exposure", "exposure_a: 'nan'", "exposure_a is blank",
    ]  # fmt: skip
    assert len(told) == len(reasons)
    for reason, line in zip(reasons, told, strict=True):
        assert reason in line


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ratio", "--a", "3"], "--a and --b"),
        (["ratio", "--a", "-1", "--b", "2"], "--a"),
        (["ratio", "--a", "x", "--b", "2"], "--a"),
        (["ratio", "--a", "3", "--b", "2", "--exposure-a", "nan"], "exposure_a: nan"),
        (["ratio", "--a", "3", "--b", "2", "--exposure-b", "0"], "exposure_b: 0"),
        (["ratio", "--a", "3", "--cells", "x.csv"], "leave out --a"),
        (["ratio", "--cells", "/nowhere.csv"], "/nowhere.csv: No such file"),
        (["ratio", "--a", "9", "--b", "2", "--exposure-a", "5", "--clicks"], "9 applications of 5 clicks"),
        (["cost", "--spend", "-3", "--applications", "2"], "spend: -3"),
        (["plan", "--ratio", "1"], "ratio: 1 is no difference"),
        (["pairs"], "no lines; each needs a, b"),
        (["rank"], "no lines; each needs count, exposure"),
    ],
)
def test_what_cannot_be_calculated_says_why(arguments: list[str], message: str) -> None:
    done = call(*arguments)
    assert done.exit_code != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_clicks_are_compared_by_odds() -> None:
    found = answer("ratio", "--a", "30", "--b", "15", "--exposure-a", "100", "--exposure-b", "100", "--clicks")
    assert found["measure"] == "odds ratio"
    assert found["e_value"] == pytest.approx(5.208998900544183, rel=1e-9)


def test_pairs() -> None:
    found = answer("pairs", stdin=b"\xef\xbb\xbfa;b\r\n9;4\r\n12;7\r\n3;5\r\n20;11\r\n")
    assert found["e_value"] == pytest.approx(1.0167820295154764, rel=1e-9)
    assert (found["pairs"], found["low"], found["high"]) == (4, None, None)
    decided = answer("pairs", stdin=b"5,0\n" * 8)
    assert decided["p_value"] == pytest.approx(9 / 256)
    assert decided["low"] > 1
    assert "4 complete pairs of at least 8" in call("pairs", stdin=b"9,4\n" * 4).stdout
    assert "one wording is better" in call("pairs", stdin=b"9,1\n" * 12).stdout


def test_a_line_with_more_cells_than_columns_is_refused() -> None:
    done = call("pairs", stdin=b"9,4\n9,4,1,1,7\n")
    assert done.stderr == "Error: line 2: 5 cells where 2 belong (a, b)\n"
    assert "no columns b" in call("pairs", stdin=b"a,c\n1,2\n").stderr


def test_rank() -> None:
    table = b"count,exposure\n12,8\n3,5\n0,3\n7,6\n25,10\n4,7\n9,9\n1,4\n6,6\n14,7\n2,5\n8,12\n"
    found = answer("rank", stdin=table)
    assert (found["shape"], found["rate"]) == pytest.approx((3.41822237, 3.32163595), rel=1e-6)
    first = found["items"][0]
    assert first["mean"] == pytest.approx((found["shape"] + 12) / (found["rate"] + 8))
    assert first["low"] < first["mean"] < first["high"]
    assert [item["count"] for item in found["items"]] == [12, 3, 0, 7, 25, 4, 9, 1, 6, 14, 2, 8]
    best = call("rank", stdin=table).stdout.splitlines()[1]
    assert best.startswith("line 6 ")
    few = answer("rank", stdin=b"3,2\n0,0\n")
    assert (few["shape"], few["rate"], few["learnt"]) == (2, 2, False)
    assert "line 1: exposure: 0 with a count of 3" in call("rank", stdin=b"3,0\n").stderr


def test_cost() -> None:
    found = answer("cost", "--spend", "500", "--applications", "10")
    assert (found["cost"], found["low"], found["high"]) == pytest.approx((50, 27.188164, 104.266834), rel=1e-6)
    nothing = answer("cost", "--spend", "300", "--applications", "0")
    assert (nothing["cost"], nothing["high"]) == (None, None)
    assert "at least 81.3" in call("cost", "--spend", "300", "--applications", "0").stdout


def test_plan() -> None:
    assert answer("plan", "--ratio", "1.5") == {"applications": 199, "applications_always_valid": 378}
    assert "74 applications" in call("plan", "--ratio", "2").stdout
