"""Settings come back as they were stored, and damaged ones as their default."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.settings import (
    LESSON_STEPS,
    MOST_RECENT_FILES,
    RECENT_FILES,
    REDUCED_MOTION,
    ROWS,
    SCALE,
    TABLE,
    THEME,
    WINDOW_ARRANGEMENT,
    Settings,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.ini"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (THEME, "dark"),
        (SCALE, 1.25),
        (REDUCED_MOTION, True),
        (ROWS, 250),
        (RECENT_FILES, ("/a, with a comma/b.yaml", "C:\\world\\ü.bif", 'quote " here')),
        (WINDOW_ARRANGEMENT, bytes(range(256))),
        (LESSON_STEPS, {"slots, for causes": 3, "a=b": 0}),
    ],
)
def test_a_value_comes_back_after_a_restart(path, setting, value):
    first = Settings(path)
    first.set(setting, value)
    first.save()
    assert Settings(path).get(setting) == value


@pytest.mark.parametrize("setting", TABLE, ids=lambda setting: setting.key)
def test_without_a_file_everything_has_its_default(path, setting):
    assert Settings(path).get(setting) == setting.default


@pytest.mark.parametrize("setting", TABLE, ids=lambda setting: setting.key)
def test_every_default_can_be_stored(path, setting):
    settings = Settings(path)
    settings.set(setting, setting.default)
    assert settings.get(setting) == setting.default


@pytest.mark.parametrize(
    "damage", ["", "nonsense", "-1", "1,2,3", "[1, 2]", "{", "nan", "[" * 5000, '{"a": -1}', "@Invalid()", "äöü"]
)
@pytest.mark.parametrize(
    "setting", [setting for setting in TABLE if not isinstance(setting.default, bytes)], ids=lambda setting: setting.key
)
def test_damaged_values_read_as_the_default(path, setting, damage):
    group, key = setting.key.split("/")
    path.write_text(f"[{group}]\n{key}={damage}\n", encoding="utf-8")
    assert Settings(path).get(setting) == setting.default


def test_damaged_bytes_read_as_the_default(path):
    path.write_text("[window]\narrangement=not base64!\n", encoding="utf-8")
    assert Settings(path).get(WINDOW_ARRANGEMENT) == b""


def test_a_file_that_is_no_settings_file_does_no_harm(path):
    path.write_bytes(bytes(range(256)) * 4)
    settings = Settings(path)
    assert all(settings.get(setting) == setting.default for setting in TABLE)


def test_keys_and_descriptions_are_given_once():
    assert len({setting.key for setting in TABLE}) == len(TABLE)
    assert all(setting.description for setting in TABLE)


def test_unusable_values_are_refused(path):
    settings = Settings(path)
    with pytest.raises(ValueError, match="none of"):
        settings.set(THEME, "pink")
    with pytest.raises(ValueError, match="from 1 to"):
        settings.set(ROWS, 0)
    assert settings.get(THEME) == "system"


def test_recent_files_come_latest_first_without_repeats(path):
    settings = Settings(path)
    for number in range(MOST_RECENT_FILES + 2):
        settings.add_recent(Path(f"/w/{number}.yaml"))
    settings.add_recent(Path("/w/5.yaml"))
    recent = settings.get(RECENT_FILES)
    assert recent[:2] == (str(Path("/w/5.yaml")), str(Path(f"/w/{MOST_RECENT_FILES + 1}.yaml")))
    assert len(recent) == len(set(recent)) == MOST_RECENT_FILES


def test_forgetting_brings_the_defaults_back(path):
    settings = Settings(path)
    settings.set(SCALE, 2.0)
    settings.forget()
    assert settings.get(SCALE) == 1.0
