"""What the exit code of a command says; others script against it."""

from __future__ import annotations

DONE = 0
EXPECTATION_FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130
