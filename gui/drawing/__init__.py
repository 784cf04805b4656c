"""How networks are drawn: nodes, arrows and small graphs, for the canvases, the cards and the pictures to save."""
