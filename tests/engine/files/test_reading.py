"""Every unreadable file gets one clear sentence, quickly and without hanging."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.files.reading import read_lines, read_text
from engine.problems import InvalidInput

MEGABYTE = 1_000_000


def both(path: Path, limit: int = MEGABYTE) -> str:
    """Return the message that both readers give; they must agree."""
    with pytest.raises(InvalidInput) as whole:
        read_text(path, limit, longest_line=1000)
    with pytest.raises(InvalidInput) as by_line:
        list(read_lines(path, limit, longest_line=1000))
    assert str(whole.value) == str(by_line.value)
    return str(whole.value).removeprefix(f"{path}: ")


def written(folder: Path, data: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(data)
    return path


def test_a_missing_file(tmp_path: Path) -> None:
    assert both(tmp_path / "none") == "there is no such file. Check the name and the folder."


def test_a_folder(tmp_path: Path) -> None:
    assert both(tmp_path) == "this is a folder, not a file. Give the name of a file in it."


def test_an_empty_file(tmp_path: Path) -> None:
    assert both(written(tmp_path, b"")) == "the file is empty. Choose a file with something in it."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a\0b\n", "this is not a text file. Save it as plain text (UTF-8)."),
        (
            b"PK\x03\x04rest",
            "this is a spreadsheet or an archive, not text. In a spreadsheet, save it as CSV.",
        ),
        ("a,b\n".encode("utf-16"), "the text is stored as UTF-16. Save it as plain text (UTF-8)."),
        (b"fine\ncaf\xe9\n", "line 2: the file is not text in UTF-8. Save it as plain text (UTF-8)."),
        (
            b"a\n" + b"b" * 1001,
            "line 2: the line has more than 1,000 characters. Check that it is the right file.",
        ),
    ],
)
def test_what_is_not_plain_text(tmp_path: Path, data: bytes, message: str) -> None:
    assert both(written(tmp_path, data)) == message


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert both(path, 5 * MEGABYTE) == "the file is larger than 5 MB. Files of this kind may have up to 5 MB."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert both(tmp_path / "pipe").startswith("this is a device or a pipe, not an ordinary file.")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device here")
def test_a_device_does_not_hang() -> None:
    assert both(Path("/dev/zero")).startswith("this is a device or a pipe")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, b"text")
    path.chmod(0)
    assert both(path).startswith("you may not read this file.")


def test_a_name_that_cannot_be_one() -> None:
    assert both(Path("a\0b")).endswith("its name is not allowed. Choose another file.")


def test_line_ends_and_byte_order_mark_are_taken_away(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffa\r\nb\rc\n".encode())
    assert read_text(path, MEGABYTE) == "a\nb\nc\n"
    assert list(read_lines(path, MEGABYTE)) == ["a\r\n", "b\r", "c\n"]


def test_a_file_of_nothing_but_blanks_is_empty(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="the file is empty"):
        read_text(written(tmp_path, b" \n\n"), MEGABYTE)
