"""The part of CloudWatch Logs' filter patterns for JSON that ours are written in, evaluated.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

Event = Mapping[str, Any]
Test = Callable[[Event], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<mark>[(){}]|&&|\|\|)"
    r'|\$\.(?P<field>[\w.]+)\s*(?:(?P<missing>NOT EXISTS)|(?P<sign>!?=)\s*"(?P<value>\*?[^"*]+\*?)"))'
)


def matches(pattern: str, event: Event, *, missing_differs: bool) -> bool:
    """Whether a pattern finds an event.

    Args:
        pattern: The pattern; where && and || meet without parentheses it is refused, for no document ranks them.
        event: A record of CloudTrail.
        missing_differs: Whether a field that is missing is unequal to every value. AWS does not say.
    """
    tokens = []
    position = 0
    while position < len(pattern):
        found = _TOKEN.match(pattern, position)
        assert found, f"no pattern: {pattern[position:]}"
        tokens.append(found)
        position = found.end()
    marks = [token["mark"] for token in tokens]
    assert (marks[0], marks[-1]) == ("{", "}")
    test, rest = _expression(tokens[1:-1], missing_differs=missing_differs)
    assert not rest
    return test(event)


def _expression(tokens: list[re.Match[str]], *, missing_differs: bool) -> tuple[Test, list[re.Match[str]]]:
    test, tokens = _term(tokens, missing_differs=missing_differs)
    tests, joined = [test], None
    while tokens and tokens[0]["mark"] in {"&&", "||"}:
        assert joined in {None, tokens[0]["mark"]}, "&& and || meet without parentheses"
        joined = tokens[0]["mark"]
        test, tokens = _term(tokens[1:], missing_differs=missing_differs)
        tests.append(test)
    whole = any if joined == "||" else all
    return lambda event: whole(each(event) for each in tests), tokens


def _term(tokens: list[re.Match[str]], *, missing_differs: bool) -> tuple[Test, list[re.Match[str]]]:
    first, *rest = tokens
    if first["mark"] == "(":
        test, rest = _expression(rest, missing_differs=missing_differs)
        assert rest[0]["mark"] == ")"
        return test, rest[1:]
    return _comparison(first, missing_differs=missing_differs), rest


def _comparison(token: re.Match[str], *, missing_differs: bool) -> Test:
    def test(event: Event) -> bool:
        found: Any = event
        for part in token["field"].split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if token["missing"]:
            return found is None
        if found is None:
            return missing_differs and token["sign"] == "!="
        return fnmatchcase(found, token["value"].replace("[", "[[]")) == (token["sign"] == "=")

    return test
