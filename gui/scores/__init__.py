"""The panel of scores: how well each candidate predicted the rows, added up along them."""
