"""The panel of paths: whether one variable tells anything about another, and along which ways (d-separation)."""
