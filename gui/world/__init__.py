"""The World panel: the network that rows are drawn from, and what is set by hand in it now."""
