"""Raw resources on the default provider, made where the module is imported: edges, and names made in loops."""

import pulumi
import pulumi_aws as aws
from pulumi import Output, ResourceOptions

vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16", tags={"Name": f"{pulumi.get_project()}-{pulumi.get_stack()}"})

subnets = [
    aws.ec2.Subnet(
        f"subnet-{number}", vpc_id=vpc.id, cidr_block=f"10.0.{number}.0/24", opts=ResourceOptions(parent=vpc)
    )
    for number in range(3)
]

group = aws.ec2.SecurityGroup("doors", vpc_id=vpc.id, description="who comes in")
for port in (80, 443):
    aws.vpc.SecurityGroupIngressRule(
        f"door-{port}",
        security_group_id=group.id,
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        cidr_ipv4="0.0.0.0/0",
        opts=ResourceOptions(parent=group, depends_on=subnets[:1]),
    )

orders = aws.sqs.Queue("orders", name=Output.concat("orders-", pulumi.get_organization()))
news = aws.sns.Topic(
    "news", display_name=Output.format("news of {0}", orders.name), opts=ResourceOptions(depends_on=[orders])
)
aws.sns.TopicSubscription("delivery", topic=news.arn, protocol="sqs", endpoint=orders.arn)
orders.name.apply(lambda name: aws.sqs.Queue("late", name=f"{name}-late"))  # its name is known before it exists

aws.ec2.SecurityGroup(
    "listed",
    vpc_id=vpc.id,
    description=Output.all(*[subnet.id for subnet in subnets]).apply(lambda ids: f"{len(ids)} subnets"),
    ingress=[
        {
            "protocol": "tcp",
            "from_port": 22,
            "to_port": 22,
            "cidr_blocks": [subnet.cidr_block for subnet in subnets],
            "security_groups": [group.id],
        }
    ],
)
