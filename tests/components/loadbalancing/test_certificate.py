"""A certificate that ACM issues, and the records that go with it."""

import pytest

from pyairtable_infra.plan.model import Plan
from tests.components.loadbalancing.making import ISSUED, ZONE, balancer_plan
from tests.components.reading import every, only, uses

CERTIFICATE = "acm/certificate:Certificate"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return balancer_plan(ISSUED)


def test_the_certificate_is_for_the_domain_and_proven_by_dns(plan: Plan) -> None:
    certificate = only(plan, CERTIFICATE)
    assert certificate.inputs["domainName"] == "shop.example.com"
    assert certificate.inputs["validationMethod"] == "DNS"


def test_the_proof_stands_in_the_zone_of_the_domain(plan: Plan) -> None:
    proof = only(plan, "Record", "public-certificate-proof")
    assert proof.inputs["zoneId"] == ZONE
    for key in ("name", "type", "records"):
        assert uses(proof, key, only(plan, CERTIFICATE)), "ACM says what the record has to be"


def test_the_listener_waits_until_the_certificate_is_valid(plan: Plan) -> None:
    validation = only(plan, "CertificateValidation")
    assert uses(validation, "validationRecordFqdns", only(plan, "Record", "public-certificate-proof"))
    assert uses(validation, "certificateArn", only(plan, CERTIFICATE))
    https = only(plan, "lb/listener:Listener", "public-https")
    assert uses(https, "certificateArn", validation), "a load balancer refuses a certificate that is not issued yet"


def test_the_domain_points_at_the_load_balancer(plan: Plan) -> None:
    record = only(plan, "Record", "public")
    assert (record.inputs["name"], record.inputs["type"]) == ("shop.example.com", "A")
    assert record.inputs["zoneId"] == ZONE
    assert uses(record, "aliases", only(plan, "lb/loadBalancer:LoadBalancer"))


def test_the_zone_of_the_spec_wins_over_one_that_was_looked_up() -> None:
    plan = balancer_plan({**ISSUED, "hosted_zone_id": "Z9999"}, zone="Z1111")
    assert {record.inputs["zoneId"] for record in every(plan, "Record")} == {"Z9999"}


def test_without_a_zone_there_is_no_guess() -> None:
    with pytest.raises(ValueError, match=r"the zone of shop\.example\.com is unknown\. For example: hosted_zone_id: Z"):
        balancer_plan(ISSUED, zone=None)
