"""Many worlds: one run from job to finished folder, comparisons, reruns."""
