"""A plan: its table, its year, its paper; it signs nothing."""
