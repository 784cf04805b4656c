"""The pinned packages: hashed, without addresses, and the same for users and developers."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("run", "dev")


def blocks(lock: str) -> dict[str, str]:
    """Return the text of every pinned package of a lock, by name."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    found = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    return {block.partition("==")[0]: block for block in found if block}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock):
    pinned = re.compile(r"[a-z0-9-]+==[0-9][^ \n]*( ; [^\n\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+")
    odd = [name for name, block in blocks(lock).items() if not pinned.fullmatch(block)]
    assert blocks(lock)
    assert odd == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host| @ |file:", text)


def test_the_lock_for_developers_holds_all_of_the_one_for_users():
    assert blocks("run").items() <= blocks("dev").items()


def test_everything_that_the_project_asks_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[=<>~! ;]", one)[0].lower().replace(".", "-") for one in wanted}

    assert names(project["project"]["dependencies"]) <= blocks("run").keys()
    assert names(project["dependency-groups"]["dev"]) <= blocks("dev").keys()
