"""What goes wrong while a program is planned."""


class EngineError(Exception):
    """The program cannot be planned: the message names the resource or the call, and what to do."""
