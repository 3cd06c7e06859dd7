"""A run on disk, from the first lock to the manifest: its only writer, and the door to reading it."""
