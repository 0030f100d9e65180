"""Templates and the words that reach customers."""
