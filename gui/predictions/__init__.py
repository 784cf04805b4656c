"""The panel of predictions: what each candidate expects of the next experiment, and how it did in the last."""
