"""The offline engine: a program runs against a resource monitor in this process, and becomes a plan."""
