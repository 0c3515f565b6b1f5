"""What of an environment sleeps, and how somebody wakes it before its hours do."""
