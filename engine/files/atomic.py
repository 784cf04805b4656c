"""Saving a file wholly or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from engine.problems import InvalidInput, Problem

_ADVICE = {
    errno.ENOSPC: ("there is no space left on the disk", "Make room, or save it somewhere else"),
    errno.EDQUOT: ("your share of the disk is used up", "Make room, or save it somewhere else"),
    errno.EFBIG: ("the file would become larger than is allowed here", "Save it somewhere else"),
    errno.EACCES: ("you may not write here", "Choose a folder of your own"),
    errno.EPERM: ("you may not write here", "Choose a folder of your own"),
    errno.EROFS: ("the disk can only be read", "Save it somewhere else"),
    errno.ENOENT: ("the folder does not exist", "Make the folder first, or choose another"),
    errno.ENOTDIR: ("the folder does not exist", "Make the folder first, or choose another"),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter name"),
    errno.ELOOP: ("the name is a link that leads back to itself", "Choose another name"),
}


class SaveFailed(InvalidInput):
    """Raised when a file could not be saved; what was there before is untouched."""


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file so that at every moment either the old or the new bytes are there, whatever happens.

    The bytes go to a new file in the same folder, are forced to the disk, and take the old file's place in
    one step. The old file's permissions, and where allowed its owner, are kept; a symbolic link is followed.

    Parameters
    ----------
    path
        Where to save.
    data
        All bytes of the file.

    Raises
    ------
    SaveFailed
        When it cannot be saved; its text says why, and the old file is as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        old = _old_status(target, path)
        _write_and_replace(target, data, old)
    except OSError as error:
        what, remedy = _ADVICE.get(error.errno or 0, (_reason(error), "Save it somewhere else"))
        raise SaveFailed(Problem(f"it could not be saved: {what}", remedy), source=os.fspath(path)) from error


def _old_status(target: Path, named: str | os.PathLike[str]) -> os.stat_result | None:
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    source = os.fspath(named)
    if stat.S_ISDIR(old.st_mode):
        raise SaveFailed(Problem("this is a folder", "Give the name of a file in it"), source=source)
    if not stat.S_ISREG(old.st_mode):
        raise SaveFailed(Problem("this is not an ordinary file", "Give the name of a file"), source=source)
    if not os.access(target, os.W_OK):
        raise SaveFailed(Problem("the file is write-protected", "Save it under another name"), source=source)
    return old


def _write_and_replace(target: Path, data: bytes, old: os.stat_result | None) -> None:
    draft = target.with_name(f".saving-{secrets.token_hex(8)}.tmp")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if old is not None:
                _keep_owner_and_mode(draft, old)
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _force_folder(target.parent)


def _keep_owner_and_mode(draft: Path, old: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(draft, old.st_uid, old.st_gid)
    draft.chmod(stat.S_IMODE(old.st_mode))


def _force_folder(folder: Path) -> None:
    # Without this a power cut can undo the replacement. Windows cannot open folders and orders this itself;
    # some network disks refuse it, and then the file is as safe as that disk makes it.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    return (error.strerror or "the system gave no reason").lower()
