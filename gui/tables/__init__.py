"""The panel of tables: the probabilities of one variable, for every way its causes can fall."""
