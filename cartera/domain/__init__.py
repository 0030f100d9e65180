"""Pure rules of the trade: no files, no clock, no database."""
