"""What other components need to know of a network."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi import Input


@dataclass(frozen=True)
class NetworkRefs:
    """A network that stands, ours or somebody else's.

    A VPC made elsewhere: `NetworkRefs.existing(vpc_id="vpc-0a1b", public_subnet_ids=[...], private_subnet_ids=[...])`.
    """

    vpc_id: Input[str]
    public_subnet_ids: Sequence[Input[str]]
    private_subnet_ids: Sequence[Input[str]]
    isolated_subnet_ids: Sequence[Input[str]] = ()
    tasks_have_public_ip: bool = False
    """Tasks stand in the public subnets and get an address of their own; else in the private ones."""

    @classmethod
    def existing(
        cls,
        *,
        vpc_id: Input[str],
        private_subnet_ids: Sequence[Input[str]],
        public_subnet_ids: Sequence[Input[str]] = (),
        isolated_subnet_ids: Sequence[Input[str]] = (),
    ) -> "NetworkRefs":
        """The refs of a VPC that somebody else made, whose private subnets have a way out."""
        return cls(vpc_id, public_subnet_ids, private_subnet_ids, isolated_subnet_ids)

    @property
    def task_subnet_ids(self) -> Sequence[Input[str]]:
        """Where tasks stand."""
        return self.public_subnet_ids if self.tasks_have_public_ip else self.private_subnet_ids
