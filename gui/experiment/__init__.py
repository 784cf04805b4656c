"""The experiment panel: what to set by hand, drawing rows, and the list of what was done."""
