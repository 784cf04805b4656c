from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.kernels import cache


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(cache.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(cache.tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_of_the_user_is_made(fresh: Path) -> None:
    cache.choose_cache_folder()
    assert Path(os.environ["NUMBA_CACHE_DIR"]) == fresh / "cache" / "causal-sandbox" / "kernels"
    assert Path(os.environ["NUMBA_CACHE_DIR"]).is_dir()


def test_a_choice_of_the_user_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "elsewhere")
    cache.choose_cache_folder()
    assert os.environ["NUMBA_CACHE_DIR"] == "elsewhere"


def chosen_elsewhere(folder: Path) -> bool:
    cache.choose_cache_folder()
    chosen = Path(os.environ["NUMBA_CACHE_DIR"])
    return chosen.is_dir() and chosen.parent == folder and chosen.name.startswith("causal-sandbox-")


def test_where_no_folder_can_be_made_a_passing_one_serves(fresh: Path) -> None:
    (fresh / "cache").write_text("a file stands in the way")
    assert chosen_elsewhere(fresh)


def test_where_nothing_can_be_written_a_passing_one_serves(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache.os, "access", lambda *_: False)
    assert chosen_elsewhere(fresh)


@pytest.mark.parametrize(("platform", "part"), [("win32", "AppData"), ("darwin", "Library")])
def test_each_system_has_its_own_place(monkeypatch: pytest.MonkeyPatch, platform: str, part: str) -> None:
    monkeypatch.setattr(cache.sys, "platform", platform)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert part in cache._user_cache().parts
