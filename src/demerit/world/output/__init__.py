"""Rows of a world: its tables, their content hashes, and the files of a run."""
