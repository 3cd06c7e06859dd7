"""Many worlds in one process: which numbers vary, how they are drawn, how worlds live, what is kept."""
