"""The calls that tell people: a message to a topic, a file to a bucket."""

from typing import Any

_SUBJECT = 99
"""https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: fewer than 100 ASCII characters."""
_MESSAGE = 200_000
"""Characters; SNS takes 256 KiB."""


class Publisher:
    """A topic, and a bucket where there is one."""

    def __init__(self, clients: Any, topic: str, bucket: str = "") -> None:
        self._sns = clients.client("sns")
        self._s3 = clients.client("s3")
        self._topic = topic
        self._bucket = bucket

    def tell(self, subject: str, message: str) -> None:
        """Send a message to the topic."""
        short = subject.encode("ascii", "replace").decode()[:_SUBJECT]
        self._sns.publish(TopicArn=self._topic, Subject=short, Message=message[:_MESSAGE])

    def keep(self, key: str, content: str, kind: str) -> None:
        """Keep a file in the bucket, where there is one; the same key is written over."""
        if self._bucket:
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=content.encode(), ContentType=kind)
