"""What every test stands on: no screen needed, and nothing of the person's own is read or written."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Settings of the person who runs the tests must neither be read nor changed.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="causal-sandbox-tests-")

# A shell that runs the tests in the background has them ignore interrupts, and what they start would inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SHARED = Path(__file__).resolve().parents[2] / "shared"
