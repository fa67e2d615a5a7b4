"""The ledger knows what crosses the border and when it counts; it refuses to know clock, chance, transport and disk."""
