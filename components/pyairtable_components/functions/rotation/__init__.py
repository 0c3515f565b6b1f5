"""Rotation of secrets: a protocol that can be resumed at any step, and one rotator for each kind of credential."""
