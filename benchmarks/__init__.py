"""What is fast, and against what: every rate stands beside a floor or a peer measured in the same run."""
