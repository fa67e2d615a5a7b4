"""The exchange with other offices as this copy does it: who calls, who is called, and when; it knows no page."""
