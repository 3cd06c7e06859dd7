"""Luck with an address: the same (seed, district, subject, occasion, purpose) always draws the same."""
