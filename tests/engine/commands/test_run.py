"""`run`: what is printed, the exit code, and the report."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def changed(scenario: Path, old: str, new: str) -> Path:
    text = scenario.read_text()
    assert text.count(old) == 1
    scenario.write_text(text.replace(old, new))
    return scenario


def test_a_lesson_that_holds(run, scenario: Path) -> None:
    assert run("run", scenario) == (
        0,
        "Rain <and> grass\n"
        "1. Watch\n"
        "   held    rows = 16\n"
        "   held    weight of rain -> grass = weight of grass -> rain\n"
        "2 of 2 expectations held.\n",
        "",
    )


def test_a_lesson_that_is_no_longer_true(run, scenario: Path) -> None:
    code, out, err = run("run", changed(scenario, "rows = 16", "rows = 17"))
    assert (code, err) == (1, "")
    assert "   failed  rows = 17 (found 16 against 17)\n" in out
    assert out.endswith("1 of 2 expectations held.\n")


def test_the_report_stands_alone(run, scenario: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("run", changed(scenario, "rows = 16", "rows < 16"), "--report", page).code == 1
    text = page.read_text()
    tags: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attributes: tags.append(tag)
    reader.feed(text)
    assert "table" in tags
    assert not {"script", "link", "img", "iframe"}.intersection(tags)
    assert "Rain &lt;and&gt; grass" in text
    assert "rows &lt; 16" in text
    assert '<td class="failed">failed</td>' in text
    assert '<td class="held">held</td>' in text
    assert "rain -&gt; grass" in text
    assert "1 of 2 expectations held." in text
    assert "://" not in text


def test_a_report_that_cannot_be_saved_is_said(run, scenario: Path, tmp_path: Path) -> None:
    code, _, err = run("run", scenario, "--report", tmp_path)
    assert (code, err) == (2, f"{tmp_path}: this is a folder. Give the name of a file in it.\n")


def test_a_step_that_cannot_be_played_is_said(run, scenario: Path) -> None:
    text = scenario.read_text()
    scenario.write_text(text[: text.index("      - record:")] + "      - act: 5\n")
    code, out, err = run("run", scenario)
    assert (code, out) == (2, "")
    assert err.startswith(f"{scenario}: a step cannot be played: ")
    assert err.endswith(". Mend the step.\n")


def test_what_is_no_scenario_is_refused(run, network: Path) -> None:
    assert run("run", network) == (
        2,
        "",
        f"{network}: its name ends in .bif. This program reads scenarios from .yaml or .yml files.\n",
    )


def test_a_newer_format_is_refused(run, scenario: Path) -> None:
    code, _, err = run("run", changed(scenario, "format: 1", "format: 2"))
    assert code == 2
    assert "line 1: the file has format 2; this version of the program reads format 1." in err
