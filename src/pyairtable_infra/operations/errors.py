"""What goes wrong while an account is read or changed."""


class OperationError(Exception):
    """An operation that stopped: the message names the call or the resource, and what would help."""


class InputError(ValueError):
    """Something given that cannot be worked with: the message says what, and what would be right."""
