"""Drawings from plain numbers, each with a caption and a table."""
