"""Where compiled kernels are kept between starts."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))


def choose_cache_folder() -> None:
    """Point numba at a folder of ours, because its own choice fails at import on a read-only install."""
    if "NUMBA_CACHE_DIR" in os.environ:
        return
    folder = _user_cache() / "causal-sandbox" / "kernels"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    os.environ["NUMBA_CACHE_DIR"] = str(folder) if writable else tempfile.mkdtemp(prefix="causal-sandbox-")
