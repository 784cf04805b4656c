"""Candidates: the structures that may be true as cards, the most probable first, and a list of all of them."""
