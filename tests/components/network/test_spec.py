"""What a person may decide about a network."""

import pytest
from pydantic import ValidationError

from pyairtable_components import NetworkSpec


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"cidr": "10.0.0.0/24"}, "is too small"),
        ({"cidr": "10.0.0.0/15"}, "is too large"),
        ({"recovery_cidr": "10.10.128.0/17"}, "recovery_cidr 10.10.128.0/17 overlaps cidr 10.10.0.0/16"),
        ({"zones": 1}, "greater than or equal to 2"),
        ({"zones": 4}, "less than or equal to 3"),
        ({"zone_names": ["us-east-1a"]}, "zones is 2, but zone_names has 1"),
        ({"zone_names": ["us-east-1a", "us-east-1a"]}, "zone_names names us-east-1a twice"),
        ({"egress": {"kind": "vpn"}}, "does not match any of the expected tags"),
        ({"egress": {"kind": "public_ip", "per_zone": True}}, "Extra inputs are not permitted"),
        ({"egress": {"kind": "nat_instance", "instance_type": "t3.nano"}}, "should match pattern"),
        ({"interface_endpoints": ["s3"]}, "s3 has a gateway endpoint already"),
        ({"interface_endpoints": ["ecr.api", "ecr.api"]}, "ecr.api is there twice"),
        ({"interface_endpoints": ["com/amazonaws"]}, "is not the short name"),
    ],
)
def test_what_aws_or_sense_refuses_is_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NetworkSpec.model_validate({"cidr": "10.10.0.0/16"} | values)
    assert message in str(refused.value)


def test_unless_told_otherwise_a_network_has_two_zones_and_one_nat_gateway() -> None:
    spec = NetworkSpec(cidr="10.10.0.0/16")
    assert spec.zones == 2
    assert spec.egress.model_dump() == {"kind": "nat_gateway", "per_zone": False}
    assert spec.interface_endpoints == ()
