"""Opening what a person named: every way that it can be unreadable gets one clear sentence."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO

from engine.problems import InvalidInput, Problem

PathLike = str | os.PathLike[str]
LONGEST_LINE = 1_000_000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_TEXT_ADVICE = "Save it as plain text (UTF-8)"
_PACKED = {
    b"PK\x03\x04": ("a spreadsheet or an archive", "In a spreadsheet, save it as CSV"),
    b"\x1f\x8b": ("a packed file", "Unpack it first"),
    b"%PDF": ("a PDF document", _TEXT_ADVICE),
    b"\x89PNG": ("a picture", "Choose a text file"),
}


def read_text(path: PathLike, limit_bytes: int, longest_line: int = LONGEST_LINE) -> str:
    """Return the text of a file, every line end a line feed, without byte order mark.

    Parameters
    ----------
    path
        The file.
    limit_bytes
        A larger file is refused before it is read.
    longest_line
        A file with a line of more characters is refused.

    Raises
    ------
    InvalidInput
        When there is no such file, it may not be read, is a folder or a device, is empty, too large, not
        UTF-8 text, or has a line that is too long. Never waits for a pipe.
    """
    data = read_bytes(path, limit_bytes)
    check_text(path, data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(path, data.count(b"\n", 0, error.start) + 1) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _empty(path)
    lengths = map(len, text.split("\n"))
    for number, length in enumerate(lengths, start=1):
        if length > longest_line:
            raise _line_too_long(path, number, longest_line)
    return text


def read_bytes(path: PathLike, limit_bytes: int) -> bytes:
    """Return the bytes of a file; raise InvalidInput as `read_text`, but not for what is no text."""
    with opened(path, limit_bytes) as file:
        data = file.read(limit_bytes + 1)
    if len(data) > limit_bytes:
        raise _too_large(path, limit_bytes)
    return data


def read_lines(path: PathLike, limit_bytes: int, longest_line: int = LONGEST_LINE) -> Iterator[str]:
    """Yield the lines of a file with their line ends, without holding more than one in memory.

    Raises
    ------
    InvalidInput
        As `read_text`, as soon as the fault is reached.
    """
    with opened(path, limit_bytes) as file:
        head = file.read(4096)
        check_text(path, head)
        file.seek(0)
        text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
        number = 0
        try:
            for line in iter(partial(text.readline, longest_line + 1), ""):
                number += 1
                if len(line) > longest_line:
                    raise _line_too_long(path, number, longest_line)
                if "\0" in line:
                    raise _binary(path)
                yield line
        except UnicodeDecodeError:
            file.seek(0)
            raise _not_utf8(path, _first_undecodable(file)) from None


@contextmanager
def opened(path: PathLike, limit_bytes: int) -> Iterator[BinaryIO]:
    """Open an ordinary file for reading bytes; raise InvalidInput when it is none or larger than allowed."""
    try:
        # Opening a pipe without a writer would wait for ever: look first, and open without waiting.
        _check_kind(path, os.stat(path))
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags)
    except InvalidInput:
        raise
    except (OSError, ValueError) as error:
        raise _cannot_open(path, error) from None
    with open(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        _check_kind(path, status)
        if status.st_size > limit_bytes:
            raise _too_large(path, limit_bytes)
        try:
            yield file
        except OSError as error:
            raise _cannot_open(path, error) from None


def _check_kind(path: PathLike, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _fault(path, "this is a folder, not a file", "Give the name of a file in it")
    if not stat.S_ISREG(status.st_mode):
        raise _fault(path, "this is a device or a pipe, not an ordinary file", "Give the name of a file")


def check_text(path: PathLike, data: bytes) -> None:
    """Raise InvalidInput when bytes cannot be text: nothing, a picture, an archive and the like."""
    if not data:
        raise _empty(path)
    for mark, (kind, remedy) in _PACKED.items():
        if data.startswith(mark):
            raise _fault(path, f"this is {kind}, not text", remedy)
    if data.startswith(_UTF16_MARKS):
        raise _fault(path, "the text is stored as UTF-16", _TEXT_ADVICE)
    if b"\0" in data:
        raise _binary(path)


def _cannot_open(path: PathLike, error: OSError | ValueError) -> InvalidInput:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _fault(path, "there is no such file", "Check the name and the folder")
    if isinstance(error, PermissionError):
        return _fault(path, "you may not read this file", "Ask its owner, or choose another")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name is not allowed"
    return _fault(path, f"it cannot be read: {reason.lower()}", "Choose another file")


def _too_large(path: PathLike, limit_bytes: int) -> InvalidInput:
    limit = f"{limit_bytes // 1_000_000} MB" if limit_bytes >= 1_000_000 else f"{limit_bytes} bytes"
    return _fault(path, f"the file is larger than {limit}", f"Files of this kind may have up to {limit}")


def _first_undecodable(file: BinaryIO) -> int | None:
    for number, line in enumerate(file, start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return None


def _line_too_long(path: PathLike, line: int, longest: int) -> InvalidInput:
    problem = Problem(f"the line has more than {longest:,} characters", "Check that it is the right file", line=line)
    return InvalidInput(problem, source=os.fspath(path))


def _not_utf8(path: PathLike, line: int | None) -> InvalidInput:
    problem = Problem("the file is not text in UTF-8", _TEXT_ADVICE, line=line)
    return InvalidInput(problem, source=os.fspath(path))


def _binary(path: PathLike) -> InvalidInput:
    return _fault(path, "this is not a text file", _TEXT_ADVICE)


def _empty(path: PathLike) -> InvalidInput:
    return _fault(path, "the file is empty", "Choose a file with something in it")


def _fault(path: PathLike, what: str, remedy: str) -> InvalidInput:
    return InvalidInput(Problem(what, remedy), source=os.fspath(path))
