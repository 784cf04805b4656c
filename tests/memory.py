"""What is refused before it is read takes no memory, on a slow machine as on a fast one."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def most_memory(n_bytes: int) -> Iterator[None]:
    """Refuse what takes more memory at any moment within, of what Python and numpy ask for."""
    tracemalloc.start()
    try:
        yield
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most <= n_bytes, f"{most:,} bytes were taken, more than {n_bytes:,}"
