"""Property paths: each case was put to the engine's own parser, of v3.259.0."""

import pytest

from pyairtable_infra.engine.errors import EngineError
from pyairtable_infra.engine.property_paths import canonical


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("policy", "policy"),
        ("tags.Name", "tags.Name"),
        ('tags["Name"]', "tags.Name"),
        ('tags["a.b"]', 'tags["a.b"]'),
        ('["a b"].c', '["a b"].c'),
        ("rules[0].port", "rules[0].port"),
        ("rules[0][1]", "rules[0][1]"),
        ("x[0].*", 'x[0]["*"]'),
        ("x[*].y", 'x["*"].y'),
        ("kebab-case", '["kebab-case"]'),
        (r'a["\"b\""]', r'a["\"b\""]'),
        ("a.[0]", "a[0]"),
        ("a..b", "a.b"),
        ("a[-1]", "a[-1]"),
        ("a[+1]", "a[1]"),
        ('a[""]', "a."),
        ("a]b", '["a]b"]'),
        ("ä", '["ä"]'),
        ("", ""),
    ],
)
def test_a_path_is_kept_in_one_form(path: str, kept: str) -> None:
    assert canonical(path, "one") == kept


@pytest.mark.parametrize("path", [".a", "a.", "a[", "a[x]", 'a["b]', 'a["b"'])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(EngineError) as caught:
        canonical(path, "one")
    assert str(caught.value) == f'one: {path} is no property path. For example: tags["a.b"], or rules[0].port'
