"""What a scheme says: its model, how it is read, and the library of schemes."""
