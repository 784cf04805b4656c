"""What can be asked of a world: what one would see, and what one would see on acting."""
