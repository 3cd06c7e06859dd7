"""Living worlds and comparing them: runs, comparisons, studies, replications."""
