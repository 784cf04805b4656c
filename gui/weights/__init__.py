"""Weights over time: how belief was shared among the candidates, row by row, and a way back to any moment."""
