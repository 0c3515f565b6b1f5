"""Another team's stack: a service of its own, in a VPC of its own, made from the components alone.

There is no profile here and no PyAirtable: specs say what is wanted, the context says where, refs connect.
"""

import pulumi
import pulumi_aws as aws

from pyairtable_components import (
    ClusterSpec,
    Context,
    EcsCluster,
    EcsService,
    Network,
    NetworkSpec,
    ServiceSpec,
    Strategy,
)

context = Context(
    project="reports",
    environment="dev",
    stage="dev",
    account_id="123456789012",
    region="us-east-1",
    zones=("us-east-1a", "us-east-1b"),
    owner="reports-team",
    cost_center="reports",
)
aws_provider = aws.Provider("aws", region=context.region)
opts = pulumi.ResourceOptions(providers=[aws_provider])

network = Network(
    "network", NetworkSpec.model_validate({"cidr": "10.90.0.0/20", "egress": {"kind": "public_ip"}}), context, opts=opts
)
cluster = EcsCluster("cluster", ClusterSpec(), context, network=network.refs, opts=opts)
worker = EcsService(
    "worker",
    ServiceSpec(
        image="123456789012.dkr.ecr.us-east-1.amazonaws.com/reports/worker:v3",
        port=8080,
        cpu=512,
        memory=1024,
        environment={"LOG_LEVEL": "info"},
        secrets={"API_TOKEN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:reports/dev/api"},
    ),
    context,
    cluster=cluster.refs,
    network=network.refs,
    strategy=Strategy(on_demand_weight=1, spot_weight=1),
    opts=opts,
)

pulumi.export("vpc_id", network.refs.vpc_id)
pulumi.export("service", worker.service_name)
