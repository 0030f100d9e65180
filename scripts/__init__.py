"""Commands for those who work on Cartera itself."""
