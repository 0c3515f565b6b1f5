"""Which rule comes first."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pyairtable_components.loadbalancing.routing import LAST_PRIORITY, Rule, clashes, rules
from pyairtable_components.workload.service import Exposure

Exposures = Mapping[str, Exposure]

segments = st.text("ab", min_size=1, max_size=3)
paths = st.builds(
    lambda parts, end: "/" + "/".join(parts) + end,
    st.lists(segments, max_size=3),
    st.sampled_from(["", "/*", "*", "?"]),
)
hosts = st.sampled_from([(), ("a.example.com",), ("b.example.com",)])
NAMES = ("cart", "mail", "pay", "shop", "user")
some_paths = st.lists(paths, min_size=1, max_size=4)
claims = st.lists(st.tuples(st.sampled_from(NAMES), some_paths, hosts), max_size=5, unique_by=lambda claim: claim[0])


def world_of(claims: list[tuple[str, list[str], tuple[str, ...]]]) -> Exposures:
    """The exposures of these services; what an earlier one has claimed, a later one leaves out."""
    taken: set[tuple[tuple[str, ...], str]] = set()
    world = {}
    for service, wanted, where in claims:
        free = [path for path in dict.fromkeys(wanted) if (where, path) not in taken]
        taken |= {(where, path) for path in free}
        if free:
            world[service] = Exposure(paths=tuple(free), hosts=where)
    return world


worlds = claims.map(world_of)


def specificity(rule: Rule) -> tuple[bool, bool, int]:
    return bool(rule.hosts), not ("*" in rule.path or "?" in rule.path), len(rule.path)


def serves(rule: Rule, host: str, path: str) -> bool:
    """Whether the load balancer would take this rule, by the rules of its own documentation."""
    pattern = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in rule.path)
    return (not rule.hosts or host in rule.hosts) and re.fullmatch(pattern, path) is not None


@given(worlds)
def test_every_path_of_every_service_has_one_rule(world: Exposures) -> None:
    wanted = {(service, path) for service, exposure in world.items() for path in exposure.paths}
    found = [(rule.service, rule.path) for rule in rules(world)]
    assert set(found) == wanted
    assert len(found) == len(wanted)
    assert all(rule.hosts == world[rule.service].hosts for rule in rules(world))


@given(worlds)
def test_priorities_are_unique_rising_and_such_as_aws_takes(world: Exposures) -> None:
    priorities = [rule.priority for rule in rules(world)]
    assert priorities == sorted(set(priorities))
    assert all(1 <= priority <= LAST_PRIORITY for priority in priorities)


@given(worlds)
def test_the_more_specific_rule_comes_first(world: Exposures) -> None:
    found = [specificity(rule) for rule in rules(world)]
    assert found == sorted(found, reverse=True)


@given(worlds.filter(bool), st.data())
def test_of_all_rules_that_fit_a_request_the_most_specific_serves_it(world: Exposures, data: st.DataObject) -> None:
    some = data.draw(st.sampled_from(rules(world)))
    path = some.path.replace("*", data.draw(st.sampled_from(["", "a", "b/a"]))).replace("?", "a")
    fitting = [rule for rule in rules(world) if serves(rule, (*some.hosts, "c.example.com")[0], path)]
    assert some in fitting
    assert specificity(fitting[0]) == max(specificity(rule) for rule in fitting)


def test_one_service_cannot_hide_another_behind_its_shorter_path() -> None:
    world = {
        "shop": Exposure(paths=("/static/images/large/*", "/*")),
        "cart": Exposure(paths=("/cart/*",)),
    }
    first = next(rule for rule in rules(world) if serves(rule, "example.com", "/cart/7"))
    assert first.service == "cart"


@given(claims.filter(bool), st.data())
def test_a_new_service_changes_no_priority(
    claims: list[tuple[str, list[str], tuple[str, ...]]], data: st.DataObject
) -> None:
    more = world_of(claims)
    alone = [
        rules({service: Exposure(paths=(path,), hosts=one.hosts)})[0].priority
        for service, one in more.items()
        for path in one.paths
    ]
    assume(len(set(alone)) == len(alone))  # equally specific paths share 97 places, so two may want the same one
    new = data.draw(st.sampled_from(sorted(more)))
    before = {rule.name: rule.priority for rule in rules({name: one for name, one in more.items() if name != new})}
    after = {rule.name: rule.priority for rule in rules(more) if rule.service != new}
    assert before == after, "AWS refuses a priority that another rule still has, so no rule may need one"


@given(worlds)
def test_each_rule_has_a_name_of_its_own(world: Exposures) -> None:
    found = [rule.name for rule in rules(world)]
    assert len(found) == len(set(found))
    for service in world:
        assert service in found, "the first path of a service has the name of the service"


@given(worlds, st.data())
def test_the_order_of_the_services_changes_nothing(world: Exposures, data: st.DataObject) -> None:
    assert rules(dict(data.draw(st.permutations(list(world.items()))))) == rules(world)


@given(claims)
def test_two_services_clash_exactly_if_they_share_a_path_on_a_host(
    claims: list[tuple[str, list[str], tuple[str, ...]]],
) -> None:
    world = {service: Exposure(paths=tuple(wanted), hosts=where) for service, wanted, where in claims}
    claimed = [{(where, path) for path in wanted} for _, wanted, where in claims]
    shared = any(one & other for index, one in enumerate(claimed) for other in claimed[index + 1 :])
    assert bool(list(clashes(world))) is shared
    if shared:
        with pytest.raises(ValueError, match=r"are both exposed at .* For example: /\w+/\* for one"):
            rules(world)
