"""Assets and archives, and a file that the program reads itself."""

from pathlib import Path

import pulumi_aws as aws
from pulumi import Archive, Asset, AssetArchive, FileArchive, FileAsset, StringAsset


def upload(bucket: aws.s3.Bucket) -> None:
    """Objects of a text, a file and a folder; a layer of an archive with all of them."""
    contents: dict[str, Asset | Archive] = {
        "text": StringAsset("fragile"),
        "file": FileAsset("goods/prices.csv"),
        "folder": FileArchive("./goods/labels"),
        "absolute": FileAsset(str(Path(__file__).parent / "goods/prices.csv")),
    }
    for name, content in contents.items():
        aws.s3.BucketObjectv2(name, bucket=bucket.id, key=f"files/{name}", source=content)
    aws.lambda_.LayerVersion(
        "layer", layer_name="tools", code=AssetArchive({"a": contents["text"], "b": contents["folder"]})
    )
    aws.s3.BucketObjectv2("read", bucket=bucket.id, key="files/read", content=Path("goods/prices.csv").read_text())
