"""Receivables: how old is the money, and where does each figure come from."""
