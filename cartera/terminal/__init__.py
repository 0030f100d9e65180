"""The command line: how orders are read and results are printed."""
