"""The NAT instance: how it is launched, what it may do, and what it does when it boots."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest

from pyairtable_infra.plan.model import Plan
from tests.components.network.making import CIDR, a_network
from tests.components.reading import every, only, statements, uses

NAME = "network-nat"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return a_network(egress={"kind": "nat_instance"})


def test_a_group_of_one_replaces_the_instance(plan: Plan) -> None:
    group = only(plan, "autoscaling/group:Group")
    assert (group.inputs["minSize"], group.inputs["maxSize"], group.inputs["desiredCapacity"]) == (1, 1, 1)
    assert uses(group, "vpcZoneIdentifiers", only(plan, "Subnet", "network-public-1"))
    assert uses(group, "launchTemplate", only(plan, "LaunchTemplate"))


def test_the_fixed_interface_forwards_what_is_not_its_own(plan: Plan) -> None:
    interface = only(plan, "NetworkInterface")
    assert interface.inputs["sourceDestCheck"] is False, "with the check AWS drops what the tasks send"
    assert uses(interface, "subnetId", only(plan, "Subnet", "network-public-1")), "an interface cannot leave its zone"
    assert uses(interface, "securityGroups", only(plan, "ec2/securityGroup:SecurityGroup", NAME))


def test_the_instance_is_reached_from_the_vpc_only(plan: Plan) -> None:
    group = only(plan, "ec2/securityGroup:SecurityGroup", NAME)
    rules = [rule for rule in every(plan, "SecurityGroupIngressRule") if uses(rule, "securityGroupId", group)]
    assert [rule.inputs["cidrIpv4"] for rule in rules] == [CIDR]


def test_the_instance_is_small_encrypted_and_asks_for_tokens(plan: Plan) -> None:
    template = only(plan, "LaunchTemplate").inputs
    assert template["instanceType"] == "t4g.nano"
    assert template["imageId"].startswith("resolve:ssm:")
    assert template["imageId"].endswith("arm64"), "t4g is ARM"
    assert template["metadataOptions"]["httpTokens"] == "required"
    assert [disk["ebs"]["encrypted"] for disk in template["blockDeviceMappings"]] == ["true"]
    assert template["networkInterfaces"][0]["associatePublicIpAddress"] == "true", "it goes out through this one"


def test_another_instance_type_is_taken() -> None:
    plan = a_network(egress={"kind": "nat_instance", "instance_type": "c7gn.medium"})
    assert only(plan, "LaunchTemplate").inputs["instanceType"] == "c7gn.medium"


def test_the_role_may_attach_what_has_the_name_of_the_instance_and_nothing_else(plan: Plan) -> None:
    (statement,) = statements(only(plan, "iam/rolePolicy:RolePolicy", NAME).inputs["policy"])
    assert statement["Action"] == ["ec2:AttachNetworkInterface"]
    interface, instances = statement["Resource"]
    assert interface.endswith(f"network-interface/{only(plan, 'NetworkInterface').id}")
    assert instances == "arn:aws:ec2:us-east-1:123456789012:instance/*"
    ours = statement["Condition"]["StringEquals"]["aws:ResourceTag/Name"]
    assert only(plan, "NetworkInterface").inputs["tags"]["Name"] == ours, "else the role could not attach it"
    tags = {tag["key"]: tag for tag in only(plan, "autoscaling/group:Group").inputs["tags"]}
    assert tags["Name"]["value"] == ours
    assert tags["Name"]["propagateAtLaunch"], "the condition asks for the tag of the instance"


def test_the_role_is_assumed_by_ec2_through_a_profile(plan: Plan) -> None:
    role, profile = only(plan, "iam/role:Role", NAME), only(plan, "InstanceProfile")
    assert uses(profile, "role", role)
    assert uses(only(plan, "LaunchTemplate"), "iamInstanceProfile", profile)
    (trust,) = statements(role.inputs["assumeRolePolicy"])
    assert trust["Principal"] == {"Service": ["ec2.amazonaws.com"]}
    assert "Condition" not in trust, "EC2 sends no source account, so a condition on it would never hold"


STUBS = {
    "ip": """case "$*" in
  *"route show to default"*) echo 'default via 10.10.0.1 dev ens5 proto dhcp src 10.10.0.9 metric 512' ;;
  *"addr show"*)
    echo '2: ens5    inet 10.10.0.9/20 brd 10.10.15.255 scope global ens5'
    [ -e "$LOG.attached" ] && echo '3: ens6    inet 10.10.0.7/20 brd 10.10.15.255 scope global ens6' ;;
esac
true""",
    "curl": "echo i-0123456789abcdef0",
    # The interface is free only after the instance before is gone.
    "aws": '[ -e "$LOG.tried" ] && : > "$LOG.attached" || { : > "$LOG.tried"; exit 254; }',
    "chmod": "",
    "dd": "",
    "dnf": "",
    "install": "",
    "mkswap": "",
    "nft": "",
    "sleep": "",
    "swapon": "",
    "sysctl": "",
}


class Machine:
    """Runs the boot script, with every program that it calls replaced by one that only takes notes."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.script = base64.b64decode(only(plan, "LaunchTemplate").inputs["userData"])
        self.folder = folder
        for program, body in STUBS.items():
            stub = folder / program
            stub.write_text(f'#!/bin/sh\necho "{program} $*" >> "$LOG"\n{body}\n')
            stub.chmod(0o755)
        (folder / "real").mkdir()
        for program in ("awk", "sh"):  # all that it may really run
            found = shutil.which(program)
            assert found
            (folder / "real" / program).symlink_to(found)

    def boot(self) -> list[str]:
        bash = shutil.which("bash")
        assert bash
        log = self.folder / "log"
        log.unlink(missing_ok=True)
        environment = {"PATH": f"{self.folder}:{self.folder / 'real'}", "LOG": str(log)}
        subprocess.run([bash], input=self.script, check=True, timeout=30, env=environment)
        return log.read_text().splitlines()


@pytest.fixture(scope="module")
def machine(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(plan, tmp_path_factory.mktemp("boot"))


@pytest.fixture(scope="module")
def booted(machine: Machine) -> list[str]:
    return machine.boot()


def test_after_a_reboot_it_translates_again_and_attaches_nothing(machine: Machine, booted: list[str]) -> None:
    assert any(line.endswith("/var/lib/cloud/scripts/per-boot/nat.sh") for line in booted), "user data runs once only"
    again = machine.boot()
    assert not [line for line in again if line.startswith("aws")], "it has the interface already"
    assert f"nft add rule ip nat postrouting oifname ens5 ip saddr {CIDR} masquerade" in again


def test_at_boot_it_takes_over_the_fixed_interface_as_soon_as_it_is_free(plan: Plan, booted: list[str]) -> None:
    attached = [line for line in booted if line.startswith("aws ec2 attach-network-interface")]
    assert len(attached) == 2, "the first try fails, for the instance before still has it"
    assert f"--network-interface-id {only(plan, 'NetworkInterface').id} " in attached[-1]
    assert "--instance-id i-0123456789abcdef0 --device-index" in attached[-1].replace(
        f" --network-interface-id {only(plan, 'NetworkInterface').id}", ""
    )


def test_at_boot_it_translates_what_leaves_through_the_first_interface(booted: list[str]) -> None:
    assert any("net.ipv4.ip_forward=1" in line for line in booted if line.startswith("sysctl"))
    assert f"nft add rule ip nat postrouting oifname ens5 ip saddr {CIDR} masquerade" in booted


def test_answers_go_back_through_the_fixed_interface(booted: list[str]) -> None:
    assert f"ip route replace {CIDR} via 10.10.0.1 dev ens6 onlink" in booted, (
        "the first interface checks source and destination, and would drop an answer from the internet"
    )
