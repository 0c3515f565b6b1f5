"""What stops an estimate: a broken book, a wrong intent, a region without prices."""


class CostError(Exception):
    """An estimate that cannot be made; the message says why and what would."""
