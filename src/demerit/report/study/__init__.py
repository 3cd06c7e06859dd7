"""The page of a study: what moves each finding, how, over which days."""
