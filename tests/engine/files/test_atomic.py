"""Saving wholly or not at all: through kills, failures for lack of space, and every wrong target."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.files.atomic import SaveFailed, write_atomically

REPOSITORY = Path(__file__).parents[3]
OLD = b"old bytes\n" * 100
NEW_SIZE = 3_000_000

ATOMIC = "from engine.files.atomic import write_atomically as save"
NOT_ATOMIC = """
import os
def save(path, data):
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
"""
KILL_AT = {
    "before the bytes are forced to the disk": "os.fsync = lambda descriptor: os.kill(os.getpid(), 9)",
    "before the new file takes its place": "os.replace = lambda old, new: os.kill(os.getpid(), 9)",
}

needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits are those of POSIX")


def _save_in_child(target: Path, save: str, before: str) -> subprocess.CompletedProcess[str]:
    code = f"import os\n{save}\n{before}\nsave({str(target)!r}, b'x' * {NEW_SIZE})"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, timeout=300, check=False
    )


def _assert_old_bytes_survive_kill(target: Path, save: str, moment: str) -> None:
    target.write_bytes(OLD)
    done = _save_in_child(target, save, moment)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert target.read_bytes() == OLD


def _assert_old_bytes_survive_full_disk(target: Path, save: str) -> str:
    target.write_bytes(OLD)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))"
    done = _save_in_child(target, save, limit)
    assert done.returncode == 1
    assert target.read_bytes() == OLD
    assert os.listdir(target.parent) == [target.name]
    return done.stderr


@needs_posix
@pytest.mark.parametrize("moment", KILL_AT.values(), ids=KILL_AT.keys())
def test_a_kill_in_the_middle_leaves_the_old_bytes(tmp_path: Path, moment: str) -> None:
    _assert_old_bytes_survive_kill(tmp_path / "session", ATOMIC, moment)


@needs_posix
def test_the_kill_test_refuses_saving_in_place(tmp_path: Path) -> None:
    moment = KILL_AT["before the bytes are forced to the disk"]
    with pytest.raises(AssertionError):
        _assert_old_bytes_survive_kill(tmp_path / "session", NOT_ATOMIC, moment)


@needs_posix
def test_lack_of_space_leaves_the_old_bytes_and_nothing_else(tmp_path: Path) -> None:
    message = _assert_old_bytes_survive_full_disk(tmp_path / "session", ATOMIC)
    assert "it could not be saved: the file would become larger than is allowed here" in message


@needs_posix
def test_the_space_test_refuses_saving_in_place(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        _assert_old_bytes_survive_full_disk(tmp_path / "session", NOT_ATOMIC)


@needs_posix
def test_kills_at_any_time_leave_one_whole_version(tmp_path: Path) -> None:
    target = tmp_path / "session"
    versions = [b"a" * NEW_SIZE, b"b" * NEW_SIZE]
    target.write_bytes(versions[0])
    code = (
        f"{ATOMIC}\nprint('ready', flush=True)\n"
        f"while True:\n    for letter in (b'b', b'a'): save({str(target)!r}, letter * {NEW_SIZE})"
    )
    rng = random.Random(1)
    for _ in range(4):
        with subprocess.Popen([sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(rng.uniform(0.005, 0.06))
            child.kill()
        assert target.read_bytes() in versions


def test_a_new_file_is_made_with_the_usual_mode(tmp_path: Path) -> None:
    target = tmp_path / "new"
    (tmp_path / "ordinary").write_bytes(b"")
    write_atomically(target, b"bytes")
    assert target.read_bytes() == b"bytes"
    assert target.stat().st_mode == (tmp_path / "ordinary").stat().st_mode


@needs_posix
def test_the_old_mode_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_bytes(OLD)
    target.chmod(0o640)
    write_atomically(target, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@needs_posix
def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "real"
    target.write_bytes(OLD)
    link = tmp_path / "link"
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match=r"the folder does not exist\. Make the folder first"):
        write_atomically(tmp_path / "nowhere" / "file", b"")


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(SaveFailed, match="the folder does not exist"):
        write_atomically(tmp_path / "file" / "inner", b"")


def test_a_folder_as_target_is_said(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match="this is a folder"):
        write_atomically(tmp_path, b"")
    assert os.listdir(tmp_path) == []


@needs_posix
def test_a_device_is_never_replaced() -> None:
    with pytest.raises(SaveFailed, match="not an ordinary file"):
        write_atomically("/dev/null", b"")


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match="the name is too long"):
        write_atomically(tmp_path / ("n" * 400), b"")


@needs_posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(SaveFailed, match="you may not write here"):
        write_atomically(tmp_path / "file", b"")
    tmp_path.chmod(0o700)


@needs_posix
def test_an_interrupted_save_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "file", b"bytes")
    assert os.listdir(tmp_path) == []
