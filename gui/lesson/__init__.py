"""The lesson panel: prose, question and bet, what the step does, reveal, hints and goal."""
