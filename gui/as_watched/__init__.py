"""The panel that puts beside the right belief the one that takes what was set by hand for something seen."""
