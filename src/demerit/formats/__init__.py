"""What a file is: its words, its numbers, where each stands, and what is wrong with it."""
