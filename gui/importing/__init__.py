"""Dialogs that ask which columns of a table, or which variables of a network, belief is to be about."""
