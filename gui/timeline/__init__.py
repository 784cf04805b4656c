"""What is drawn along the rows seen: what was done, batch ends, the rows, and a line that goes to any moment."""
