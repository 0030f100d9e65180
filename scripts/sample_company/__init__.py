"""An invented distributor: its customers, its ledger and its exports."""
