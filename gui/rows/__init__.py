"""The panel of data: the rows seen by what was done, their counts, and what was to be expected of them."""
