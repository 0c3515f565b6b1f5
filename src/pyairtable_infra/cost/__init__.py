"""What a plan costs in a month: pure functions over a plan and a price book."""
