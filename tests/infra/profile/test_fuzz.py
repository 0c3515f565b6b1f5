"""Whatever a file holds, the outcome is a profile or a ProfileError; and a profile that loads can be planned."""

import re
from collections.abc import Callable
from functools import cache, partial

import pytest

from pyairtable_infra.composition.environment import deploy
from pyairtable_infra.engine.run import run
from pyairtable_infra.profile.errors import ProfileError
from pyairtable_infra.profile.loader import load_text
from pyairtable_infra.profile.profile import EnvironmentProfile
from tests.conftest import PROJECT, ROOT
from tests.infra.profile.mutations import CREDENTIALS, mutated_structure, mutated_text, varied

pytestmark = pytest.mark.thorough

Mutation = Callable[[int], tuple[str, str]]

FORM = re.compile(r"Pulumi\.\S+\.yaml(:\d+)?: .*For example: .+")
CHUNK = 200


def _outcome(mutation: Mutation, seed: int) -> EnvironmentProfile | str:
    """The profile of a mutated file, or what is said about it. Every other exception fails the test."""
    environment, text = mutation(seed)
    try:
        return load_text(environment, text, ROOT)
    except ProfileError as error:
        return str(error)


@pytest.mark.parametrize("chunk", range(5))
@pytest.mark.parametrize("mutation", [mutated_text, mutated_structure])
def test_a_mutated_file_is_a_profile_or_a_profile_error(mutation: Mutation, chunk: int) -> None:
    for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        said = _outcome(mutation, seed)
        if isinstance(said, str):
            assert said, seed
            for line in said.split("\n"):
                assert FORM.fullmatch(line), (seed, line)
            if mutation is mutated_structure:
                assert not [secret for secret in CREDENTIALS if secret in said], (seed, said)


def test_mutations_find_both_good_and_bad_files() -> None:
    """So that the test above cannot become empty."""
    outcomes = [isinstance(_outcome(mutation, seed), str) for mutation in MUTATIONS for seed in range(100)]
    assert 0.2 < sum(outcomes) / len(outcomes) < 0.8


MUTATIONS: tuple[Mutation, ...] = (mutated_text, mutated_structure, varied)


@cache
def _loadable(mutation: Mutation, count: int) -> tuple[EnvironmentProfile, ...]:
    """The first different profiles that a kind of mutation makes."""
    found: dict[str, EnvironmentProfile] = {}
    for seed in range(3000):
        profile = _outcome(mutation, seed)
        if isinstance(profile, EnvironmentProfile):
            found.setdefault(profile.model_dump_json(), profile)
        if len(found) == count:
            break
    return tuple(found.values())


@pytest.mark.parametrize(("mutation", "start"), [(varied, 0), (varied, 1), (mutated_structure, 0), (mutated_text, 0)])
def test_a_profile_that_loads_can_be_planned(mutation: Mutation, start: int) -> None:
    """The profile's rules refuse what no plan can be made of, so no plan fails, not even with a clear message."""
    profiles = _loadable(mutation, 40)[start::2][:20] if mutation is varied else _loadable(mutation, 6)
    assert profiles
    for profile in profiles:
        plan = run(partial(deploy, profile), project=PROJECT, stack_name=profile.environment, root=ROOT)
        assert len(plan.resources) > 100
