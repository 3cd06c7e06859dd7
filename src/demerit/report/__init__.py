"""What people read: one offline page a run, and the wording that the command line shares with it."""
