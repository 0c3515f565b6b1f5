"""Components, two levels deep, and what their children take from them. The second generation has other names."""

import pulumi
import pulumi_aws as aws
from pulumi import Alias, Output, ResourceOptions


class Shelf(pulumi.ComponentResource):
    """A bucket that nobody can read from outside."""

    def __init__(self, name: str, label: str, *, opts: ResourceOptions) -> None:
        super().__init__("warehouse:storage:Shelf", name, {"label": label, "empty": None}, opts)
        self.bucket = aws.s3.Bucket(f"{name}-bucket", bucket=f"warehouse-{label}", opts=ResourceOptions(parent=self))
        aws.s3.BucketPublicAccessBlock(
            f"{name}-bucket-access",
            bucket=self.bucket.id,
            block_public_acls=True,
            opts=ResourceOptions(parent=self.bucket, deleted_with=self.bucket),
        )
        self.register_outputs({"bucket": self.bucket.bucket, "self": self.bucket})


class Aisle(pulumi.ComponentResource):
    """Shelves, one for each name."""

    def __init__(self, name: str, names: list[str], *, kind: str, opts: ResourceOptions) -> None:
        super().__init__(kind, name, None, opts)
        self.shelves = [Shelf(f"{name}-{each}", each, opts=ResourceOptions(parent=self)) for each in names]
        self.loose = Shelf(
            f"{name}-loose", "loose", opts=ResourceOptions(parent=self, protect=False, retain_on_delete=False)
        )
        self.register_outputs({"arns": [shelf.bucket.arn for shelf in self.shelves], "count": len(names)})


def aisle(names: list[str], *, generation: int) -> Aisle:
    """Protected and retained, as are the shelves in it, but for one; and queues that get other names and parents."""
    kept = ResourceOptions(protect=True, retain_on_delete=True)
    if generation == 1:
        made = Aisle("aisle", names, kind="warehouse:storage:Row", opts=kept)
        former = aws.sqs.Queue("former", name="moved", opts=ResourceOptions(parent=made.loose))
        aws.sqs.Queue("old", name="renamed")
    else:
        aliases = [Alias(name="aisle", type_="warehouse:storage:Row")]
        made = Aisle(
            "row",
            names,
            kind="warehouse:storage:Aisle",
            opts=ResourceOptions.merge(kept, ResourceOptions(aliases=aliases)),
        )
        former = aws.sqs.Queue(
            "moved", name="moved", opts=ResourceOptions(aliases=[Alias(name="former", parent=made.loose)])
        )
        urn = f"urn:pulumi:{pulumi.get_stack()}::{pulumi.get_project()}::aws:sqs/queue:Queue::old"
        aws.sqs.Queue("new", name="renamed", opts=ResourceOptions(aliases=[Output.from_input(urn)]))
    aws.sqs.QueuePolicy(
        "policy",
        queue_url=former.url,
        policy=Output.json_dumps({"Statement": [_sending_to(former)]}),
        opts=ResourceOptions(depends_on=[made]),
    )
    return made


def _sending_to(queue: aws.sqs.Queue) -> dict[str, object]:
    return {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": queue.arn}
