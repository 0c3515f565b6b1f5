"""Puts an environment to sleep, and wakes it."""
