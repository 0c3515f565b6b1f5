"""Finds what an environment pays for and does not need, and makes marked services smaller at night."""
