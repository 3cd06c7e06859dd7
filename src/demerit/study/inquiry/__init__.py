"""Studies: a fixed design of many worlds over numbers of the three files, and what moves the findings."""
