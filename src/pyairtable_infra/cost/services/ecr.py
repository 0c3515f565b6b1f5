"""Amazon ECR.

https://aws.amazon.com/ecr/pricing/
https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
"""

from collections.abc import Iterator, Mapping

from pyairtable_infra.cost.model import Line
from pyairtable_infra.cost.services.transfer import BETWEEN_REGIONS
from pyairtable_infra.cost.subject import Rule, Subject

INSPECTOR = "inspector/scans"

PRICES = ("ecr/storage", BETWEEN_REGIONS, INSPECTOR)


def repository(subject: Subject) -> Iterator[Line]:
    """A repository: the images that it holds are usage."""
    yield subject.used("storage", "ecr/storage", "storage_gb")


def replication(subject: Subject) -> Iterator[Line]:
    """Images that are copied to other regions: what travels; the copies are charged at their repositories."""
    yield subject.used("replicated to another region", BETWEEN_REGIONS, "replicated_gb")


def scanning(subject: Subject) -> Iterator[Line]:
    """How a registry scans: basic scans are free, enhanced ones are Inspector's, which have no citable price."""
    if subject.text("scanType") == "ENHANCED":
        yield subject.priced("scans", INSPECTOR, subject.usage("scans"), usage=True)


RULES: Mapping[str, Rule] = {
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": scanning,
    "aws:ecr/repository:Repository": repository,
    "aws:ecr/replicationConfiguration:ReplicationConfiguration": replication,
}
FREE = (
    "aws:ecr/accountSetting:AccountSetting",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
    "aws:ecr/registryPolicy:RegistryPolicy",
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
)
