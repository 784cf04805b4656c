"""The panel that says how probable each arrow and each influence is, for every pair, and what made it so."""
