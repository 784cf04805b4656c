"""Saving: whole or not at all, never over a shipped lesson, and nothing unsaved is left without a question."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from engine.sessions.state import SessionState
from engine.sessions.verbs import Act, MoveNodes, PlaceBet, PlayStep, SetByHand, TakeHint, Watch
from gui.main_window.saving import KEPT, is_shipped
from gui.settings import RECENT_FILES, Settings
from tests.gui.main_window.person import LESSON, Person
from tests.gui.worlds import shorts_session

DISCARD, STAY, SAVE = "Leave without saving", "Stay", "Save"


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def changed(person: Person, path: Path | None = None) -> SessionState:
    """A session with something set by hand since it was opened."""
    person.shows(shorts_session(), path)
    person.window.document.perform(SetByHand("Sun", "no"))
    assert person.window.isWindowModified()
    return person.window.document.state


def save(person: Person) -> None:
    person.window.actions_by_key["save"].trigger()
    person.waits()


def test_what_is_saved_opens_as_the_same_screen(
    person: Person, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.opens()
    path = tmp_path / "mine.yaml"
    choose(monkeypatch, path)
    actions = [TakeHint(), PlaceBet(1), PlayStep(), SetByHand("Shorts", "yes"), Act(7), MoveNodes({"Sun": (2, 3)})]
    for action in actions:
        person.window.document.perform(action)
        person.waits()
    save(person)
    assert not person.window.isWindowModified()
    assert settings.get(RECENT_FILES)[0] == str(path)
    before = person.window.document.state
    after = person.opens(path)
    for old, new in zip(before.dataset.batches, after.dataset.batches, strict=True):
        assert old.regime == new.regime
        assert np.array_equal(old.values, new.values)
    for part in ("lesson", "regime", "seed", "positions", "world_covered", "assumptions", "phase", "belief_names"):
        assert getattr(after, part) == getattr(before, part), part


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_save_that_fails_is_said_and_changes_nothing(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("what was there", encoding="utf-8")
    before = changed(person, path)

    def refuse(*_: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(os, "replace", refuse)
    assert "it could not be saved" in person.hears(lambda: save(person))
    assert path.read_text(encoding="utf-8") == "what was there"
    assert list(tmp_path.glob("*.tmp")) == []
    assert person.window.document.state is before
    assert person.window.isWindowModified()


def test_a_shipped_lesson_is_never_overwritten(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.opens()
    text = LESSON.read_bytes()
    for name in (LESSON, LESSON.with_suffix("")):
        choose(monkeypatch, name)
        for key in ("save", "save_as"):
            person.answers.append("Replace it") if name != LESSON else None
            person.said.clear()
            person.window.actions_by_key[key].trigger()
            person.until(lambda: KEPT in person.said)
            person.waits()
    assert LESSON.read_bytes() == text
    assert person.window.document.path == LESSON


def test_a_file_named_without_its_ending_is_replaced_only_when_that_is_wanted(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "v1.2.yaml"
    path.write_text("what was there", encoding="utf-8")
    changed(person)
    choose(monkeypatch, tmp_path / "v1.2")
    for answer, replaced in (("Cancel", False), ("Replace it", True)):
        person.answers.append(answer)
        save(person)
        assert (path.read_text(encoding="utf-8") != "what was there") == replaced
    assert person.window.document.path == path


def test_what_changes_while_a_file_is_written_is_unsaved(person: Person, tmp_path: Path) -> None:
    changed(person, tmp_path / "mine.yaml")
    person.window.actions_by_key["save"].trigger()
    person.window.document.perform(SetByHand("Shorts", "yes"))
    person.waits()
    assert person.window.isWindowModified()
    save(person)
    assert not person.window.isWindowModified()


def test_leaving_changes_asks_and_stays_when_told_so(person: Person) -> None:
    before = changed(person)
    for leave in (lambda: person.window.open_path(LESSON), person.window.close):
        person.answers.append(STAY)
        assert "changes that are not saved" in person.hears(leave)
        assert person.window.isVisible()
        assert person.window.document.state is before


def test_leaving_changes_without_saving(person: Person) -> None:
    changed(person)
    person.answers.append(DISCARD)
    person.opens()
    assert len(person.said) == 1
    assert person.window.document.path == LESSON


def test_leaving_changes_saves_them_first(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(person)
    path = tmp_path / "kept.yaml"
    choose(monkeypatch, path)
    person.answers.append(SAVE)
    person.window.close()
    person.until(lambda: not person.window.isVisible())
    assert path.exists()
    assert len(person.said) == 1


def test_leaving_is_given_up_when_no_file_is_chosen(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = changed(person)
    choose(monkeypatch, "")
    person.answers.append(SAVE)
    person.hears(person.window.close)
    assert person.window.isVisible()
    assert person.window.document.state is before


def test_a_shipped_lesson_is_left_without_a_question(person: Person) -> None:
    person.opens()
    person.window.document.perform(Watch(5))
    person.waits()
    person.window.close()
    person.until(lambda: not person.window.isVisible())
    assert person.said == []


def test_nothing_is_asked_when_nothing_changed(person: Person) -> None:
    changed(person)
    person.window.document.undo()
    person.opens()
    assert person.said == []


def test_shipped_is_what_lies_beside_the_lessons(tmp_path: Path) -> None:
    assert is_shipped(LESSON)
    assert is_shipped(LESSON.parent / ".." / LESSON.parent.name / "new.yaml")
    assert not is_shipped(tmp_path / LESSON.name)
