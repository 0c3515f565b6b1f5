"""Secrets Manager: secrets that only named roles read, and their rotation."""
