"""How belief moves: family scores, enumeration, and the history of belief batch by batch."""
