"""What a person may decide about the load balancer."""

import pytest
from pydantic import ValidationError

from pyairtable_components import LoadBalancerSpec


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"tls": {"kind": "self-signed"}},
        {"tls": {"kind": "issued", "domain": "shop.example.com"}},
        {"tls": {"kind": "given", "domain": "shop.example.com", "certificate_arn": "0f1e2d3c"}},
        {"tls": {"kind": "none", "domain": "shop.example.com"}},
        {"tls": {"kind": "none"}, "idle_timeout": 0},
        {"tls": {"kind": "none"}, "idle_timeout": 4001},
        {"tls": {"kind": "none"}, "firewall": {"requests_per_five_minutes": 9}},
    ],
)
def test_what_aws_or_sense_refuses_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        LoadBalancerSpec.model_validate(values)


def test_there_is_no_firewall_unless_asked_for_since_it_costs_money() -> None:
    assert LoadBalancerSpec.model_validate({"tls": {"kind": "none"}}).firewall is None
