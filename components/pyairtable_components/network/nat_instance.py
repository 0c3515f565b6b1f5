"""NAT by a small instance that replaces itself."""

import base64

from pulumi import Input, Output, ResourceOptions
from pulumi_aws import autoscaling, ec2, iam, vpc

from pyairtable_components.component import Component
from pyairtable_components.context import Context
from pyairtable_components.identity.policy import allow
from pyairtable_components.identity.service_role import ServiceRole
from pyairtable_components.network.spec import NatInstance

# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html
# https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
NEWEST_IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"

# The instance goes out through its own first interface, which has a public address. Private routes point at the
# second, fixed interface, which each new instance takes over from the one before. Answers go back through the second
# too: the first one checks source and destination, and would drop what comes from the internet's addresses. User data
# runs at the first boot only, so the script leaves a copy of itself for the later ones.
# https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
# https://docs.cloud-init.io/en/latest/reference/modules.html#scripts-per-boot
# The smallest instances have too little memory for dnf alone:
# https://github.com/amazonlinux/amazon-linux-2023/issues/404
BOOT = """#!/bin/bash
set -euo pipefail
imds() {{
  curl -sf -H "X-aws-ec2-metadata-token: $(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' \\
    http://169.254.169.254/latest/api/token)" "http://169.254.169.254/latest/meta-data/$1"
}}
install -m 755 "$0" /var/lib/cloud/scripts/per-boot/nat.sh
read -r gateway first < <(ip -o -4 route show to default | awk '{{print $3, $5; exit}}')
fixed() {{ ip -o -4 addr show scope global | awk -v first="$first" '$2 != first {{print $2; exit}}'; }}
instance=$(imds instance-id)
until [ -n "$(fixed)" ]; do
  aws ec2 attach-network-interface --region {region} --instance-id "$instance" \\
    --network-interface-id {interface} --device-index 1 || true
  sleep 5
done
second=$(fixed)
ip route replace {cidr} via "$gateway" dev "$second" onlink
[ -f /swapfile ] || {{
  dd if=/dev/zero of=/swapfile bs=1M count=512 && chmod 600 /swapfile && mkswap /swapfile
}}
swapon /swapfile || true
until command -v nft || dnf install -y nftables; do sleep 10; done
sysctl -w net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0
nft add table ip nat
nft 'add chain ip nat postrouting {{ type nat hook postrouting priority 100 ; }}'
nft add rule ip nat postrouting oifname "$first" ip saddr {cidr} masquerade
"""


class NatInstanceGroup(Component, token="pyairtable:network:NatInstance"):
    """One ARM instance that translates addresses; an Auto Scaling group of one replaces it when it fails.

    Creates: a fixed network interface without source and destination check (the target of the private routes), a
    security group open to the VPC only, a role that may attach that one interface, a launch template (newest Amazon
    Linux 2023, IMDSv2 only, encrypted disk) and the group. Replacing takes a few minutes without a way out, and the
    public address changes; where either matters, use a NAT gateway.

    Args:
        name: Logical name, and prefix of its children.
        spec: The instance type.
        context: What holds for the stack.
        vpc_id: The VPC.
        vpc_cidr: Its block, from which traffic is accepted.
        public_subnet_id: Where the instance stands.
        opts: Resource options.
    """

    def __init__(
        self,
        name: str,
        spec: NatInstance,
        context: Context,
        *,
        vpc_id: Input[str],
        vpc_cidr: str,
        public_subnet_id: Input[str],
        opts: ResourceOptions | None = None,
    ) -> None:
        super().__init__(name, context, opts)
        tags = self.tags(Name=context.name(name))
        group = ec2.SecurityGroup(
            name,
            region=context.region,
            name=context.name(name),
            description="NAT instance: from the VPC to the internet",
            vpc_id=vpc_id,
            tags=tags,
            opts=self.own(),
        )
        vpc.SecurityGroupIngressRule(
            name,
            region=context.region,
            security_group_id=group.id,
            ip_protocol="-1",
            cidr_ipv4=vpc_cidr,
            description="What the VPC sends out",
            tags=self.tags(),
            opts=self.own(),
        )
        vpc.SecurityGroupEgressRule(
            name,
            region=context.region,
            security_group_id=group.id,
            ip_protocol="-1",
            cidr_ipv4="0.0.0.0/0",
            description="To the internet",
            tags=self.tags(),
            opts=self.own(),
        )
        interface = ec2.NetworkInterface(
            name,
            region=context.region,
            subnet_id=public_subnet_id,
            security_groups=[group.id],
            source_dest_check=False,
            description="Target of the private routes",
            tags=tags,
            opts=self.own(),
        )
        role = ServiceRole(
            name,
            context,
            principal="ec2.amazonaws.com",
            statements=(
                allow(
                    "ec2:AttachNetworkInterface",
                    on=[interface.arn, context.arn("ec2", "instance/*")],
                    when={"StringEquals": {"aws:ResourceTag/Name": context.name(name)}},
                ),
            ),
            opts=self.own(),
        )
        # IAM is global: the role's name is the one that keeps two regions apart.
        profile = iam.InstanceProfile(name, name=role.role_name, role=role.role_name, tags=self.tags(), opts=self.own())
        template = self._template(name, spec, group, profile, self._boot(interface, vpc_cidr))
        autoscaling.Group(
            name,
            region=context.region,
            name=context.name(name),
            min_size=1,
            max_size=1,
            desired_capacity=1,
            health_check_type="EC2",
            vpc_zone_identifiers=[public_subnet_id],
            launch_template={"id": template.id, "version": template.latest_version.apply(str)},
            instance_refresh={"strategy": "Rolling", "preferences": {"min_healthy_percentage": 0}},
            tags=[{"key": key, "value": value, "propagate_at_launch": True} for key, value in sorted(tags.items())],
            opts=self.own(),
        )
        self.interface_id: Output[str] = interface.id
        self.register_outputs({"interfaceId": self.interface_id})

    def _boot(self, interface: ec2.NetworkInterface, vpc_cidr: str) -> Output[str]:
        def encode(interface_id: str) -> str:
            script = BOOT.format(region=self.context.region, interface=interface_id, cidr=vpc_cidr)
            return base64.b64encode(script.encode()).decode()

        return interface.id.apply(encode)

    def _template(
        self,
        name: str,
        spec: NatInstance,
        group: ec2.SecurityGroup,
        profile: iam.InstanceProfile,
        boot: Output[str],
    ) -> ec2.LaunchTemplate:
        return ec2.LaunchTemplate(
            name,
            region=self.context.region,
            name=self.context.name(name),
            image_id=NEWEST_IMAGE,
            instance_type=spec.instance_type,
            iam_instance_profile={"arn": profile.arn},
            metadata_options={"http_tokens": "required", "http_endpoint": "enabled"},
            block_device_mappings=[
                {"device_name": "/dev/xvda", "ebs": {"encrypted": "true", "volume_type": "gp3", "volume_size": 8}}
            ],
            network_interfaces=[
                {
                    "device_index": 0,
                    "associate_public_ip_address": "true",
                    "security_groups": [group.id],
                    "delete_on_termination": "true",
                }
            ],
            tag_specifications=[
                {"resource_type": kind, "tags": self.tags(Name=self.context.name(name))}
                for kind in ("volume", "network-interface")
            ],
            user_data=boot,
            update_default_version=True,
            tags=self.tags(Name=self.context.name(name)),
            opts=self.own(),
        )
