"""Reports: what a person can ask, under stable names."""
