"""Wishes, limits and days of a year: what is planned when, what stands in its way; it changes nothing."""
