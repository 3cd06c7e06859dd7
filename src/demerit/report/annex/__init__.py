"""The assessment annex, in the order of AI Act Article 27(1)."""
