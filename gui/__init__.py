"""The window: everything drawn is a function of the session's state and of what was computed from it."""
