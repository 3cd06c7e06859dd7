"""Worlds side by side: what differs, which rules, and one life in both."""
