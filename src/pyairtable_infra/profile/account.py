"""The profile of the account: what exists once in it, whatever environments there are."""

from typing import Self

from pydantic import model_validator

from pyairtable_components.budgets.account_spec import AccountCostSpec
from pyairtable_components.identity.boundary_spec import AccountWideBoundary, ManagedBoundary
from pyairtable_components.observability.audit_filters import told_of
from pyairtable_components.observability.audit_spec import AuditTrailSpec
from pyairtable_components.registry.spec import RegistrySpec
from pyairtable_infra.profile.errors import RuleError
from pyairtable_infra.profile.sections import PROJECT, StackSections


class AccountProfile(StackSections):
    """Everything a person decides about the stack `account`."""

    registry: RegistrySpec = RegistrySpec()
    """Where the container images are, and how long they stay."""
    permissions_boundary: AccountWideBoundary | None = None
    """The most that the roles of this stack may ever do; `managed` makes the policy, for the environments too."""
    costs: AccountCostSpec = AccountCostSpec()
    """What watches the costs of all environments."""
    audit_trail: AuditTrailSpec = AuditTrailSpec()
    """What happens in the account, and who is told."""

    @model_validator(mode="after")
    def _known_roles_fit(self) -> Self:
        try:
            told_of(self.audit_trail, self.costs.environments, project=PROJECT, account_id=self.account or "0" * 12)
        except ValueError as error:
            raise RuleError([(("audit_trail", "known_roles"), str(error))]) from None
        return self

    @model_validator(mode="after")
    def _roles_may_act_where_there_is_something(self) -> Self:
        if isinstance(self.permissions_boundary, ManagedBoundary):
            regions = self.permissions_boundary.regions
            for region in (self.region, *self.registry.replicas):
                if region not in regions:
                    example = f"For example: [{', '.join((region, *regions))}]"
                    raise RuleError(
                        [(("permissions_boundary", "regions"), f"{region} has something of this stack. {example}")]
                    )
        return self
