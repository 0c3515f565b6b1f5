"""The identity of everything in a small shop: a change here replaces what is deployed.

After a wanted change: `pytest tests/components/test_golden_names.py --snapshot-update`, and an alias in the component.
"""

from syrupy.assertion import SnapshotAssertion

from tests.components.whole import shop_plan


def test_no_refactoring_changes_a_urn_or_a_physical_name(snapshot: SnapshotAssertion) -> None:
    plan = shop_plan()
    found = {
        resource.urn.split("::", 2)[2]: next(
            (resource.inputs[key] for key in ("name", "bucket", "family", "cidrBlock") if key in resource.inputs), ""
        )
        for resource in plan.resources
        if resource.type.startswith(("aws:", "pyairtable:"))
    }
    assert dict(sorted(found.items())) == snapshot
