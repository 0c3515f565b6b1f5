"""An environment with secrets in memory."""

import json
from dataclasses import dataclass, field
from typing import Any

from pyairtable_infra.operations.aws import Aws
from tests.infra.operations.account import Recorded, client

CLUSTER = "pyairtable-dev-cluster"
DATABASE, TOKEN = "pyairtable/dev/database/cart", "pyairtable/dev/api-keys/airtable"
ROLES = "arn:aws:iam::123456789012:role/pyairtable-dev-"
POLICY: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "OnlyReaders",
            "Effect": "Deny",
            "Principal": {"AWS": ["*"]},
            "Action": ["secretsmanager:GetSecretValue"],
            "Resource": ["*"],
            "Condition": {
                "ArnNotLike": {
                    "aws:PrincipalArn": [
                        f"{ROLES}cart-execution",
                        f"{ROLES}rotation-database-function",
                        "arn:aws:iam::123456789012:root",
                    ]
                }
            },
        }
    ],
}


@dataclass
class Environment:
    """Two secrets, one of which rotates, and two services, one of which reads them."""

    account: Recorded
    pauses: list[None] = field(default_factory=list)

    def __post_init__(self) -> None:
        secrets, ecs = client("secretsmanager"), client("ecs")
        self.arns = {name: secrets.create_secret(Name=name)["ARN"] for name in (DATABASE, TOKEN)}
        secrets.rotate_secret(SecretId=DATABASE, RotationRules={"AutomaticallyAfterDays": 30})
        for arn in self.arns.values():
            secrets.put_secret_value(SecretId=arn, SecretString=json.dumps({"value": "first"}))
            secrets.put_resource_policy(SecretId=arn, ResourcePolicy=json.dumps(POLICY))
        ecs.create_cluster(clusterName=CLUSTER)
        for name, given in (("cart", self.arns), ("shop", {})):
            variables = [{"name": f"V{n}", "valueFrom": f"{arn}:value::"} for n, arn in enumerate(given.values())]
            container = {"name": name, "image": name, "memory": 128, "secrets": variables}
            ecs.register_task_definition(family=name, containerDefinitions=[container])
            ecs.create_service(cluster=CLUSTER, serviceName=name, taskDefinition=name, desiredCount=1)

    @property
    def aws(self) -> Aws:
        return Aws("us-east-1", self.account.session)

    def pause(self) -> None:
        self.pauses.append(None)

    def value(self, name: str) -> str:
        found: str = client("secretsmanager").get_secret_value(SecretId=name, VersionStage="AWSCURRENT")["SecretString"]
        return found

    def sids(self, name: str) -> list[str]:
        answer = client("secretsmanager").get_resource_policy(SecretId=name)
        return [statement["Sid"] for statement in json.loads(answer["ResourcePolicy"])["Statement"]]
