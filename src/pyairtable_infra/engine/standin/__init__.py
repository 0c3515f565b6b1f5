"""Stand-in providers: the real engine talks to them as to AWS or a cluster, and nothing is created anywhere."""
