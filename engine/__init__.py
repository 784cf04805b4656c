"""Everything the program knows and computes; no part of it needs a window."""

VERSION = "0.1.0"
