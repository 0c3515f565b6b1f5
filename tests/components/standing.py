"""What stands already when a component is used alone: a network, a cluster, a load balancer; and small specs."""

from typing import Any

from pyairtable_components import ClusterRefs, NetworkRefs, ServiceSpec, TargetRefs, TaskSpec

IMAGE = "ghcr.io/shop/cart:v1.2.3"
ACCOUNT = "123456789012"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
VPC = "vpc-0a1b2c3d4e5f60718"
PUBLIC = ("subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2")
PRIVATE = ("subnet-0bbbbbbbbbbbbbbb1", "subnet-0bbbbbbbbbbbbbbb2")
NETWORK = NetworkRefs.existing(vpc_id=VPC, public_subnet_ids=PUBLIC, private_subnet_ids=PRIVATE)
CLUSTER = ClusterRefs(
    arn=f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/main", name="main", namespace_id="ns-abcdefghijklmnop"
)
TARGET = TargetRefs(
    target_group_arn=f"arn:aws:elasticloadbalancing:us-east-1:{ACCOUNT}:targetgroup/cart/0123456789abcdef",
    target_group_suffix="targetgroup/cart/0123456789abcdef",
    load_balancer_suffix="app/public/fedcba9876543210",
)


def a_service(**changes: Any) -> ServiceSpec:
    """A service on port 8000; `changes` replace its values."""
    return ServiceSpec.model_validate({"image": IMAGE, "port": 8000} | changes)


def a_task(**changes: Any) -> TaskSpec:
    """A task without a schedule; `changes` replace its values."""
    return TaskSpec.model_validate({"image": IMAGE} | changes)
