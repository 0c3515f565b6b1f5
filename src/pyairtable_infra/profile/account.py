"""The profile of the account: what exists once in it, whatever environments there are."""

from pyairtable_components.budgets.account_spec import AccountCostSpec
from pyairtable_components.registry.spec import RegistrySpec
from pyairtable_infra.profile.sections import StackSections


class AccountProfile(StackSections):
    """Everything a person decides about the stack `account`."""

    registry: RegistrySpec = RegistrySpec()
    """Where the container images are, and how long they stay."""
    costs: AccountCostSpec = AccountCostSpec()
    """What watches the costs of all environments."""
