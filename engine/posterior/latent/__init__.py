"""How well candidates with hidden variables predict: in closed form, as a finite sum, or estimated with its error."""
