"""What a YAML parser complains about, in words that help."""

import yaml

OTHERWISE = "it cannot be read. For example: `key: value`, indented by spaces"

# What the parser says, what that means, and whether the trouble is where its context begins.
_MEANING: tuple[tuple[str, bool, str], ...] = (
    ("expected ',' or ']'", True, "the list that begins here has no end. For example: [a, b]"),
    ("expected ',' or '}'", True, "the section that begins here has no end. For example: { a: 1, b: 2 }"),
    ("unexpected end of stream", True, 'the quoted text that begins here has no end. For example: "text"'),
    ("expected ':'", True, "there is no colon and space after this key. For example: `key: value`"),
    (
        "mapping values are not allowed",
        False,
        "the line is indented otherwise than the one above, or a value holds a colon and a space. "
        'For example: `key: "a: b"`',
    ),
    (
        "did not find expected key",
        False,
        "the line is indented otherwise than the ones above. For example: as many spaces as its neighbours have",
    ),
    ("expected '-'", False, "a list goes on with a dash. For example: `- item`"),
    ("unknown escape", False, "a backslash in double quotes needs a partner. For example: 'single quotes'"),
    ("cannot start any token", False, "a value cannot begin with this sign. For example: quotes around the value"),
)
_TAB = "a tab indents this line, and YAML takes only spaces. For example: four spaces"


def sentence(error: yaml.MarkedYAMLError, text: str) -> tuple[int | None, str]:
    """The line of a parser's complaint, and what it means with an example."""
    said = error.problem or error.context or ""
    mark = error.problem_mark or error.context_mark
    if mark and _tab_indents(text, mark.line):
        return mark.line + 1, _TAB
    for words, at_context, meaning in _MEANING:
        if words in said:
            where = error.context_mark if at_context and error.context_mark else mark
            return where.line + 1 if where else None, meaning
    line = mark.line + 1 if mark else None
    reason = said.split("\n")[0] or "it cannot be read"
    return line, f"{reason}. For example: `key: value`, indented by spaces"


def _tab_indents(text: str, line: int) -> bool:
    lines = text.split("\n")
    start = lines[line] if line < len(lines) else ""
    return "\t" in start[: len(start) - len(start.lstrip())]
