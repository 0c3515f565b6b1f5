"""References to images, judged by the grammar that registries publish."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pyairtable_components.vocabulary import ImageRef, ImageTag
from pyairtable_components.vocabulary.image import ecr_repository_arn

SHA = "sha256:" + "0123456789abcdef" * 4
LETTERS = string.ascii_lowercase + string.digits

# Built, not matched: https://github.com/distribution/reference/blob/main/reference.go
words = st.text(LETTERS, min_size=1, max_size=5)
separators = st.sampled_from([".", "_", "__", "-", "---"])
parts = st.builds(
    lambda head, tail: head + "".join(s + w for s, w in tail), words, st.lists(st.tuples(separators, words), max_size=2)
)
repositories = st.lists(parts, min_size=1, max_size=3).map("/".join)
registries = st.builds(
    lambda labels, port: ".".join(labels) + port,
    st.lists(words, min_size=2, max_size=4),
    st.sampled_from(["", ":5000"]),
)
tags = st.builds(
    str.__add__,
    st.sampled_from(string.ascii_letters + string.digits + "_"),
    st.text(string.ascii_letters + string.digits + "_.-", max_size=20),
)
endings = st.one_of(tags.map(":{}".format), st.just(f"@{SHA}"), tags.map(lambda tag: f":{tag}@{SHA}"))


def check(value: str) -> str:
    return str(TypeAdapter(ImageRef).validate_python(value))


@given(registries, repositories, endings)
def test_a_reference_made_by_the_grammar_is_taken(registry: str, repository: str, ending: str) -> None:
    assert check(f"{registry}/{repository}{ending}") == f"{registry}/{repository}{ending}"


@given(registries, repositories)
def test_a_reference_without_tag_and_digest_is_refused(registry: str, repository: str) -> None:
    with pytest.raises(ValidationError, match="has neither a tag nor a digest"):
        check(f"{registry}/{repository}")


@given(registries, repositories, endings, st.sampled_from(["//", "..", "___", "._", "/-", "A", " ", "é"]))
def test_what_no_registry_takes_is_refused(registry: str, repository: str, ending: str, broken: str) -> None:
    with pytest.raises(ValidationError, match="is not a full image reference"):
        check(f"{registry}/{repository}{broken}{repository}{ending}")


@pytest.mark.parametrize(
    "value",
    [
        "nginx:1",
        "library/nginx:1",
        "localhost:5000/a:1",
        "ghcr.io/a:tag:2",
        "ghcr.io/a:vé",
        "ghcr.io/a@sha256:12",
        "-.-/a:1",
        "",
    ],
)
def test_an_incomplete_reference_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(ValidationError, match=r"For example: ghcr\.io/"):
        check(value)


@pytest.mark.parametrize(
    ("tag", "good"), [("v1.2", True), ("_x", True), (".x", False), ("a" * 128, True), ("a" * 129, False), ("é", False)]
)
def test_a_tag_is_one_that_a_registry_takes(tag: str, good: bool) -> None:
    try:
        TypeAdapter(ImageTag).validate_python(tag)
    except ValidationError:
        assert not good
    else:
        assert good


@given(repositories, endings)
def test_an_image_in_ecr_names_its_repository(repository: str, ending: str) -> None:
    image = check(f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{repository}{ending}")
    assert ecr_repository_arn(image) == f"arn:aws:ecr:eu-west-1:123456789012:repository/{repository}"


@given(registries, repositories, endings)
def test_an_image_elsewhere_names_no_repository_of_ecr(registry: str, repository: str, ending: str) -> None:
    assert ecr_repository_arn(f"{registry}/{repository}{ending}") is None
