"""The start page: what to open, recent files, and the gallery of lessons."""
