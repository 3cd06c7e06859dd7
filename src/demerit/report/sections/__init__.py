"""The report's sections, a question each."""
