"""Budgets, what watches the costs, and what brings them down."""
