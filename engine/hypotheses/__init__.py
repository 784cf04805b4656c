"""What may be true: candidate structures and how they are written."""
