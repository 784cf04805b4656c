"""The panel that says how much each experiment that could be done next is expected to tell."""
