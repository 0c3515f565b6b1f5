"""Secrets of an environment that stands: list, put, rotate, audit, revoke. No value is ever shown or written down."""
