"""Quantities: 250m of a CPU, 512Mi of memory.

https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
"""

import re
from decimal import Decimal
from typing import Any

from pyairtable_infra.engine.standin.kubernetes.refinements import QUANTITY

_FORM = re.compile(QUANTITY["pattern"])
_NUMBER = re.compile(r"[+-]?[0-9.]+")
_UNITS = {"": Decimal(1)}
_UNITS |= {unit: Decimal(1000) ** power for power, unit in enumerate(("n", "u", "m"), -3)}
_UNITS |= {unit: Decimal(1000) ** power for power, unit in enumerate("kMGTPE", 1)}
_UNITS |= {f"{unit}i": Decimal(1024) ** power for power, unit in enumerate("KMGTPE", 1)}


def quantity(value: Any) -> Decimal | None:
    """What a quantity counts; None where it is none, or not known yet."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)
    number = _NUMBER.match(text)
    if number is None or not _FORM.match(text):
        return None
    unit = text[number.end() :]
    return Decimal(number[0]) * (_UNITS[unit] if unit in _UNITS else Decimal(10) ** int(unit[1:]))
