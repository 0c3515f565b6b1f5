"""The sections of a profile: those of every stack, and those of an environment."""

from typing import Annotated

from pydantic import Field

from pyairtable_components.budgets.optimizer_spec import OptimizerSpec
from pyairtable_components.budgets.spec import BudgetSpec
from pyairtable_components.data.spec import DataSpec
from pyairtable_components.ecs.cluster_spec import ClusterSpec
from pyairtable_components.hours.spec import HoursSpec
from pyairtable_components.identity.boundary_spec import EnvironmentBoundary
from pyairtable_components.loadbalancing.spec import LoadBalancerSpec
from pyairtable_components.network.spec import NetworkSpec
from pyairtable_components.secrets.spec import SecretsSpec
from pyairtable_components.spec import Spec
from pyairtable_components.vocabulary import (
    AccountId,
    DataClassification,
    EnvironmentName,
    MonitoringLevel,
    ProtectionLevel,
    Region,
    ServiceName,
    Stage,
    TagValue,
)
from pyairtable_components.workload.service import ServiceSpec, TaskSpec
from pyairtable_infra.profile.images import ImagesSpec
from pyairtable_infra.profile.intent import CommitmentsSpec, ObjectivesSpec, UsageSpec

PROJECT = "pyairtable"
"""First part of every physical name."""

LATER_PARTS = ("kubernetes", "recovery", "observability")
"""Sections that later versions bring. Until then they are refused by name."""


class StackSections(Spec):
    """What every stack says, an environment's or the account's; each section checked by itself."""

    account: AccountId | None = None
    """The AWS account. Without it the account of the credentials is used, and a plan assumes one."""
    region: Region = "us-east-1"
    """The AWS region it runs in."""
    owner: TagValue
    """The team that answers for it."""
    cost_center: TagValue
    """Who pays for it, as the bill's tag says."""
    data_classification: DataClassification
    """What its data may tell: made up or public, real without names, or real."""
    protection: ProtectionLevel = "standard"
    """How hard it is to destroy: not at all, AWS's own deletion protection, or Pulumi's as well."""
    monitoring: MonitoringLevel = "enhanced"
    """How much is observed: flow logs, Container Insights, access logs, how long logs are kept."""
    budget: BudgetSpec
    usage: UsageSpec = UsageSpec()


class Sections(StackSections):
    """The sections of an environment's profile."""

    environment: EnvironmentName
    """The stack's name; never written in the file."""
    stage: Stage
    """Which rules bind. Environments called dev, staging and prod are of that stage; others say which."""
    recovery_region: Region = "us-west-2"
    """Where the environment is recovered if its region is lost."""
    network: NetworkSpec
    cluster: ClusterSpec = ClusterSpec()
    load_balancer: LoadBalancerSpec
    images: ImagesSpec = ImagesSpec()
    services: Annotated[dict[ServiceName, ServiceSpec], Field(min_length=1)]
    tasks: dict[ServiceName, TaskSpec] = Field(default_factory=dict)
    """Tasks that run on a schedule, or once when a release starts them."""
    data: DataSpec = DataSpec()
    secrets: SecretsSpec | None = None
    """Credentials that services read from Secrets Manager: never their values."""
    hours: HoursSpec | None = None
    """When it is awake; around the clock, unless given."""
    permissions_boundary: EnvironmentBoundary | None = None
    """The most that the roles of this environment may ever do, whatever they are granted."""
    optimizer: OptimizerSpec = OptimizerSpec()
    commitments: CommitmentsSpec = CommitmentsSpec()
    objectives: ObjectivesSpec
